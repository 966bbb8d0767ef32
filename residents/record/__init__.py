"""The record of a resident and the list of all: family, namesakes, the lines of the list, the list as a sheet."""
