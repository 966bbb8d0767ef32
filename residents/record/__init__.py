"""The record of a resident and the list of all: their page, family, namesakes, a departure, the list as a sheet."""
