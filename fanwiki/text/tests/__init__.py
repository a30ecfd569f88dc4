"""Tests of fanwiki.text: one module for each module."""
