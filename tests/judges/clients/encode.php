<?php
// Writes again, by PHP's own json_encode, each of the JSON texts of a list.
echo json_encode(array_map(fn ($text) => json_encode(json_decode($text, true)), json_decode(stream_get_contents(STDIN))));
