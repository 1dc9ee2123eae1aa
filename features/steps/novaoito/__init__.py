"""Sentences about the store Novaoito and its app; no other integration's steps import them."""
