// SPDX-License-Identifier: Apache-2.0
// Replies made wrong on purpose, each in one way: the checks must notice every one of them.

// A mutant of the replies that have `key`.
function of(key, change) {
    return (reply) => {
        if (reply[key]) change(reply[key], reply);
        return reply;
    };
}

const runs = (change) => of('shapes', ([shape]) => change(shape.points));

function firstOf(rows, value) {
    const y = rows.findIndex((row) => row.includes(value));
    return [rows[y], rows[y].indexOf(value)];
}

function flip(rows, value) {
    const [row, x] = firstOf(rows, value);
    row[x] = 1 - value;
}

const moved = (points, dx) => points.forEach((point) => { point[0] += dx; });

export const mutants = {
    'a pixel too few': of('mask', (rows) => flip(rows, 1)),
    'a pixel too many': of('mask', (rows) => flip(rows, 0)),
    'a mask upside down': of('mask', (rows) => rows.reverse()),
    'a mask of the columns': of('mask', (rows, reply) => {
        reply.mask = rows[0].map((_, x) => rows.map((row) => row[x]));
    }),
    'gray levels': of('mask', (rows) => {
        const [row, x] = firstOf(rows, 1);
        row[x + 1] = 2;
    }),
    'the inverse': of('mask', (rows) => rows.forEach((row) => row.forEach((value, x) => { row[x] = 1 - value; }))),
    'bounds a pixel to the left': of('bounds', (box) => { box[0] -= 1; box[2] -= 1; }),
    'bounds that exclude the last row': of('bounds', (box) => { box[3] += 1; }),
    'no bounds': of('bounds', (_, reply) => { delete reply.bounds; }),
    'bounds for the new pipeline': of('mask', (rows, reply) => {
        if (reply.bounds) return;
        const from = rows.findIndex((row) => row.includes(1));
        reply.mask = rows.slice(from);
        reply.bounds = [0, from, rows[0].length - 1, rows.length - 1];
    }),
    'no points': of('points', (points) => { points.length = 0; }),
    'two points': of('points', (points) => { points.length = 2; }),
    'a polygon moved aside': of('points', (points) => moved(points, 3)),
    'a polygon in coordinates of the bounds': of('bounds', ([left], reply) => moved(reply.points, -left)),
    'a polygon of the wrong axes': of('points', (points) => points.forEach((point) => point.reverse())),
    'runs that begin with the object': runs((points) => points.shift()),
    'runs that begin a pixel late': runs((points) => { points[0] += 1; points[1] -= 1; }),
    'a box one pixel aside': runs((points) => { points[points.length - 4] += 1; points[points.length - 2] += 1; }),
    'a box as left, top, width, height': runs((points) => {
        const [left, top] = points.slice(-4);
        points[points.length - 2] -= left;
        points[points.length - 1] -= top;
    }),
    'a rectangle': of('shapes', ([shape]) => { shape.type = 'rectangle'; }),
    'no shapes': of('shapes', (shapes) => { shapes.length = 0; }),
    'the same shape twice': of('shapes', (shapes) => shapes.push(shapes[0])),
    'no confidence in it': of('shapes', ([shape]) => { shape.attributes = [{ spec_id: 0, value: '0.1' }]; }),
};
