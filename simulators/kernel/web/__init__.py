"""The way of a request, from WSGI to the operation and back."""
