"""Finding pages by whatever name somebody knows."""
