"""How dates and times are written in a language, where Django's own way is not ours: FORMAT_MODULE_PATH."""
