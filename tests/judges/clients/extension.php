<?php
// PHP's curl extension, one handle for all calls.
$asked = json_decode(stream_get_contents(STDIN), true);
$handle = curl_init();

function written(array $fields): array
{
    return array_map(fn ($value) => is_array($value) ? json_encode($value) : $value, $fields);
}

function options(string $url, array $call): array
{
    $fields = written($call['fields']);
    $query = http_build_query($fields);
    return match ($call['way']) {
        'form' => [CURLOPT_URL => $url, CURLOPT_POSTFIELDS => $query],
        'old' => [CURLOPT_URL => $url, CURLOPT_POSTFIELDS => $query, CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_0],
        'untyped' => [CURLOPT_URL => $url, CURLOPT_POSTFIELDS => $query, CURLOPT_HTTPHEADER => ['Content-Type:']],
        'multipart' => [CURLOPT_URL => $url, CURLOPT_POSTFIELDS => $fields],
        'waiting' => [
            CURLOPT_URL => $url,
            CURLOPT_POSTFIELDS => $query,
            CURLOPT_HTTPHEADER => ['Expect: 100-continue'],
        ],
        'chunked' => [
            CURLOPT_URL => $url,
            CURLOPT_POSTFIELDS => $query,
            CURLOPT_HTTPHEADER => ['Transfer-Encoding: chunked'],
        ],
        'query' => [CURLOPT_URL => "$url?$query", CURLOPT_POSTFIELDS => ''],
        'get' => [CURLOPT_URL => "$url?$query", CURLOPT_HTTPGET => true],
        'json' => [
            CURLOPT_URL => "$url?$query",
            CURLOPT_POSTFIELDS => json_encode($call['document']),
            CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
        ],
    };
}

function send(CurlHandle $handle, string $base, array $call): array
{
    $headers = [];
    curl_reset($handle);
    curl_setopt_array($handle, options($base . $call['service'], $call) + [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_ENCODING => '',
        CURLOPT_TIMEOUT => 20,
        CURLOPT_HEADERFUNCTION => function ($_, $line) use (&$headers) {
            if (str_contains($line, ':')) {
                [$name, $value] = explode(':', $line, 2);
                $headers[strtolower($name)] = trim($value);
            }
            return strlen($line);
        },
    ]);
    $text = curl_exec($handle);
    return [
        'status' => curl_getinfo($handle, CURLINFO_RESPONSE_CODE),
        'headers' => $headers,
        'text' => $text,
        'data' => json_decode($text, true),
        'connection' => curl_getinfo($handle, CURLINFO_LOCAL_PORT),
    ];
}

echo json_encode(array_map(fn ($call) => send($handle, $asked['base'], $call), $asked['calls']));
