// SPDX-License-Identifier: Apache-2.0
// The server under test, and the recorded requests.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

const fixtures = new URL('../../Fixtures/recordings/', import.meta.url);

export function recordings() {
    const pictures = JSON.parse(readFileSync(new URL('pictures.json', fixtures), 'utf8'));
    return Object.entries(pictures)
        .map(([name, picture]) => ({ name, ...picture, body: readFileSync(new URL(`${name}/body.json`, fixtures)) }))
        .map((recording) => ({ ...recording, refusal: refusalOf(recording) }));
}

// The status with which a request is refused, if it is: points that are none, formats that are not read.
function refusalOf({ name, format }) {
    if (/__prompt_(strings_in_points|nan_null|points_not_list)$/.test(name)) return 400;
    return format === 'PNG' || format === 'JPEG' ? undefined : 422;
}

// What CVAT's REST API passes on of an error: the status, and the words of the status line.
export class Refusal extends Error {
    constructor(status, words) {
        super(`${status} ${words}`);
        this.status = status;
        this.words = words;
    }
}

async function freePort() {
    const probe = net.createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address();
    probe.close();
    await once(probe, 'close');
    return port;
}

// Sends a body as a CVAT of the given version does (undefined: somebody else); the parsed reply.
export async function ask(port, body, version) {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    if (version) headers['User-Agent'] = `CVAT/${version} python-requests/2.32.4`;
    const request = http.request({ port, method: 'POST', path: '/', headers, agent: false });
    request.end(body);
    const [reply] = await once(request, 'response');
    const chunks = [];
    for await (const chunk of reply) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    if (reply.statusCode !== 200) throw new Refusal(reply.statusCode, reply.statusMessage);
    return JSON.parse(text);
}

export async function withServer(executable, work) {
    const port = await freePort();
    const options = ['serve', '--port', String(port), '--log-level', 'error'];
    const server = spawn(executable, options, { stdio: ['ignore', 'ignore', 'inherit'] });
    try {
        for (let tries = 0; !(await isReady(port)); tries += 1) {
            if (tries > 200) throw new Error('the server did not become ready');
            await new Promise((resolve) => { setTimeout(resolve, 50); });
        }
        return await work(port);
    } finally {
        server.kill('SIGTERM');
        await once(server, 'exit');
    }
}

function isReady(port) {
    return new Promise((resolve) => {
        http.get({ port, path: '/health', agent: false }, (reply) => {
            reply.resume();
            resolve(reply.statusCode === 200);
        }).on('error', () => resolve(false));
    });
}
