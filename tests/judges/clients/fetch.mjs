// Node's own fetch: no package, connections kept alive by default.
import { text as all } from 'node:stream/consumers'

const asked = JSON.parse(await all(process.stdin))
const form = 'application/x-www-form-urlencoded'

function written(fields) {
  return Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
}

function multipart(fields, ...files) {
  const body = new FormData()
  fields.forEach(([name, value]) => body.append(name, value))
  files.forEach((file) => body.append('arquivos', file))
  return body
}

function options(way, fields, document) {
  const query = new URLSearchParams(fields)
  return {
    form: () => ({ body: query }),
    untyped: () => ({ body: new TextEncoder().encode(query.toString()) }),
    multipart: () => ({ body: multipart(fields) }),
    files: () => ({ body: multipart(fields, new File([], '')) }),
    chunked: () => ({ body: new Blob([query.toString()]).stream(), duplex: 'half', headers: { 'content-type': form } }),
    query: () => ({ url: query }),
    get: () => ({ method: 'GET', url: query }),
    json: () => ({ url: query, body: JSON.stringify(document), headers: { 'content-type': 'application/json' } }),
  }[way]()
}

async function send({ service, way, fields, document }) {
  const { url: query, ...init } = options(way, written(fields), document)
  const answer = await fetch(asked.base + service + (query ? `?${query}` : ''), { method: 'POST', ...init })
  const text = await answer.text()
  const type = answer.headers.get('content-type')
  const data = type.startsWith('application/json') ? JSON.parse(text) : null
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text, data }
}

const answers = []
for (const call of asked.calls) answers.push(await send(call))
console.log(JSON.stringify(answers))
