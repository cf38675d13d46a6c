// SPDX-License-Identifier: Apache-2.0
// Runs the checks: node run.mjs PATH_OF_RIDGELINE

import http from 'node:http';
import { drawMask } from './run-lengths.mjs';
import { drawPolygon, filledComponent, outerContours } from './contours.mjs';
import { objectsOf23, objectsOf24, objectsOfNewPipeline } from './cvat.mjs';
import { mutants } from './mutants.mjs';
import { ask, recordings, Refusal, withServer } from './server.mjs';

// One release of each range, and what its browser side does with the reply that its server was given.
const releases = [
    ['2.3.0', objectsOf23],
    ['2.4.3', objectsOf23],
    ['2.4.4', objectsOf24],
    ['2.8.0', objectsOf24],
    ['2.14.4', objectsOf24],
    ['2.42.0', objectsOf24],
    ['2.54.0', objectsOf24],
    // Either side may be the one of these releases; the reply has to do for both.
    ['2.55.0', objectsOf24],
    ['2.55.0', objectsOfNewPipeline],
    ['2.69.0', objectsOf24],
    ['2.69.0', objectsOfNewPipeline],
    ['2.70.0', objectsOfNewPipeline],
    ['2.80.0', objectsOfNewPipeline],
];

function require(condition, text) {
    if (!condition) throw new Error(text);
}

const isSame = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
const count = (mask) => mask.reduce((sum, value) => sum + value, 0);

// The object that a saved mask draws must be, pixel for pixel, the one of the reply to an unknown caller.
function checkMask(objects, expected, { width, height }) {
    if (!count(expected)) {
        require(objects.length === 0, 'an object was made of nothing');
        return;
    }
    require(objects.length === 1, `${objects.length} objects`);
    require(objects[0].mask.length >= 6 && objects[0].mask.every(Number.isInteger), 'not a mask that CVAT saves');
    require(isSame(drawMask(objects[0].mask, width, height), expected), 'another mask');
}

// A polygon, traced here or of the reply, stays within a pixel of the outline of the component that it goes around.
function checkPolygon(polygon, expected, { width, height }) {
    require(polygon.length >= 3, `a polygon of ${polygon.length} corners`);
    require(polygon.every(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height), 'a corner outside the frame');
    const drawn = drawPolygon(polygon, width, height);
    const [component] = outerContours(expected, width, height)
        .map((contour) => filledAt(contour, expected, width, height))
        .sort((a, b) => overlap(b, drawn) - overlap(a, drawn));
    const difference = drawn.reduce((sum, value, index) => sum + (value !== component[index] ? 1 : 0), 0);
    const [contour] = outerContours(component, width, height);
    require(difference <= contour.length, `polygon and mask differ in ${difference} pixels`);
}

function filledAt([[x, y]], mask, width, height) {
    return filledComponent(mask, width, height, x, y);
}

function overlap(a, b) {
    return a.reduce((sum, value, index) => sum + (value & b[index]), 0);
}

// An annotator is told in words of their own why there is no object; the same for every release.
async function checkRefusal(port, recording, version, mutant) {
    try {
        mutant(await ask(port, recording.body, version));
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        require(error.status === recording.refusal, `refused with ${error.message}`);
        require(error.words !== http.STATUS_CODES[error.status], `the usual words: ${error.message}`);
        require(/^[\x20-\x7e]+$/.test(error.words), 'words that CVAT garbles');
        return;
    }
    throw new Error('was answered');
}

async function checkReply(port, recording, expected, [version, objectsOf], mutant) {
    const reply = mutant(await ask(port, recording.body, version));
    const objects = objectsOf(reply);
    checkMask(objects, expected, recording);
    objects.forEach(({ polygon }) => checkPolygon(polygon, expected, recording));
    if (objectsOf === objectsOf24) {
        // Whoever leaves the points to CVAT's own contour search must get an object, too.
        const traced = count(expected) ? objectsOf24({ ...reply, points: undefined }) : [];
        checkMask(traced, expected, recording);
        traced.forEach(({ polygon }) => checkPolygon(polygon, expected, recording));
    }
}

async function frameOf(port, recording) {
    const { mask } = await ask(port, recording.body);
    const expected = Uint8Array.from(mask.flat());
    require(expected.length === recording.width * recording.height, 'the reply to an unknown caller is no full frame');
    return expected;
}

// What is wrong with the replies to a recorded request, one text for each release for which something is.
async function check(port, recording, mutant = (reply) => reply) {
    const expected = recording.refusal ? undefined : await frameOf(port, recording);
    const problems = [];
    for (const [version, objectsOf] of releases) {
        try {
            if (recording.refusal) await checkRefusal(port, recording, version, mutant);
            else await checkReply(port, recording, expected, [version, objectsOf], mutant);
        } catch (error) {
            problems.push(`${recording.name}, ${version}, ${objectsOf.name}: ${error.message}`);
        }
    }
    return problems;
}

// The harness itself: what would be wrong for CVAT has to be noticed.
async function checkMutants(port, recording) {
    const problems = [];
    for (const [name, mutant] of Object.entries(mutants)) {
        const noticed = await check(port, recording, mutant);
        if (!noticed.length) problems.push(`mutant: ${name}: nothing was noticed`);
    }
    return problems;
}

const problems = [];
let checks = 0;
await withServer(process.argv[2], async (port) => {
    for (const recording of recordings()) {
        problems.push(...await check(port, recording));
        checks += releases.length;
    }
    const click = recordings().find(({ name }) => name === 'direct__prompt_float_long');
    problems.push(...await checkMutants(port, click));
    checks += Object.keys(mutants).length;
});
problems.forEach((problem) => console.log(`FAILED ${problem}`));
console.log(`CVAT's browser side: ${checks - problems.length} checks passed, ${problems.length} failed`);
process.exitCode = problems.length || !checks ? 1 : 0;
