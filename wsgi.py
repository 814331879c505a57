"""What gunicorn serves: `gunicorn wsgi:app`. Nothing happens here but building the app."""

from fieldcomm.app import create_app

app = create_app()
