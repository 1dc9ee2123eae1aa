<?php
// Posts as the sample of Tiny's own documentation does: a stream context with a method and a content, and no headers.
$asked = json_decode(stream_get_contents(STDIN), true);

function written(array $fields): array
{
    return array_map(fn ($value) => is_array($value) ? json_encode($value) : $value, $fields);
}

function ask(string $url, array $http): array
{
    $context = stream_context_create(['http' => $http + ['ignore_errors' => true, 'timeout' => 20]]);
    $text = @file_get_contents($url, false, $context);
    $headers = [];
    foreach (array_slice($http_response_header ?? [], 1) as $line) {
        [$name, $value] = explode(':', $line, 2);
        $headers[strtolower($name)] = trim($value);
    }
    return ['status' => (int) explode(' ', $http_response_header[0])[1], 'headers' => $headers, 'text' => $text];
}

function tree(SimpleXMLElement $element): array
{
    $children = array_map(tree(...), iterator_to_array($element->children(), false));
    return [$element->getName(), $children ?: ((string) $element === '' ? null : (string) $element)];
}

function send(string $base, array $call): array
{
    $url = $base . $call['service'];
    $query = http_build_query(written($call['fields']));
    return match ($call['way']) {
        'form' => ask($url, ['method' => 'POST', 'content' => $query]),
        'raw' => ask($url, ['method' => 'POST', 'content' => urldecode($query)]),
        'old' => ask($url, ['method' => 'POST', 'content' => $query, 'protocol_version' => '1.0']),
        'query' => ask("$url?$query", ['method' => 'POST', 'content' => '']),
        'get' => ask("$url?$query", ['method' => 'GET']),
        'json' => ask("$url?$query", [
            'method' => 'POST',
            'header' => 'Content-Type: application/json',
            'content' => json_encode($call['document']),
        ]),
    };
}

function read(array $answer): array
{
    $data = json_decode($answer['text'], true);
    if ($data === null && str_starts_with($answer['text'], '<?xml') && extension_loaded('simplexml')) {
        $data = tree(simplexml_load_string($answer['text']));
    }
    return $answer + ['data' => $data];
}

echo json_encode(array_map(fn ($call) => read(send($asked['base'], $call)), $asked['calls']));
