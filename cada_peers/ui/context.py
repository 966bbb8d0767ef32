"""placeholder"""
def chrome(request):
    return {}
