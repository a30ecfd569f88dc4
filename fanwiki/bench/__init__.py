"""What the site costs: `manage.py bench` measures a made-up wiki of its own, never the site's data."""
