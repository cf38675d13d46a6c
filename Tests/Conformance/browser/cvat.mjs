// SPDX-License-Identifier: Apache-2.0
// What CVAT's browser side makes of an interactor's reply, in the three ways of its releases. Each gives the objects
// that an annotator's click on Done would save: a mask in CVAT's run lengths, and the polygon that is saved instead
// when "Convert masks to polygons" is on.

import { maskToRuns, runsToMask } from './run-lengths.mjs';
import { outerContours } from './contours.mjs';

const withBox = (mask, [left, top, right, bottom]) => [...maskToRuns(mask.flat()), left, top, right, bottom];

// The contour with the most points, as the browser before the new pipeline chooses it.
function longest(contours) {
    return [...contours].sort((a, b) => b.length - a.length)[0];
}

function binary(mask) {
    return Uint8Array.from(mask.flat());
}

// 2.3.0 to 2.4.3: both keys are needed, and the mask is one of the whole frame.
export function objectsOf23({ points, mask }) {
    if (!points.length) return [];
    const [height, width] = [mask.length, mask[0].length];
    return [{ mask: withBox(mask, [0, 0, width - 1, height - 1]), polygon: points }];
}

// 2.4.4 to 2.59: `points` may be missing, `bounds` say where the mask lies.
export function objectsOf24({ points, mask, bounds }) {
    const [height, width] = [mask.length, mask[0].length];
    const box = bounds ?? [0, 0, width - 1, height - 1];
    let polygon = points;
    if (!polygon) {
        const contour = longest(outerContours(binary(mask), width, height));
        polygon = contour.map(([x, y]) => [x + box[0], y + box[1]]);
    }
    const saved = withBox(mask, box);
    // With an empty list of points nothing is drawn and nothing made.
    return polygon.length ? [{ mask: saved, polygon }] : [];
}

// The new interaction pipeline, somewhere from 2.55 to 2.69 and certain from 2.70: `mask` or `shapes`; `points` and
// `bounds` are not looked at; shapes below the confidence of the slider are hidden.
export function objectsOfNewPipeline(reply, { confidence = 0.5 } = {}) {
    const shapes = reply.mask
        ? [{ type: 'mask', points: withBox(reply.mask, [0, 0, reply.mask[0].length - 1, reply.mask.length - 1]) }]
        : reply.shapes;
    return shapes
        .filter((shape) => (shape.type ?? 'mask') === 'mask')
        .map((shape) => ({ points: Int32Array.from(shape.points), confidence: confidenceOf(shape) }))
        .filter((shape) => shape.confidence >= confidence)
        .map((shape) => ({ mask: Array.from(shape.points), polygon: polygonOf(shape.points) }))
        .filter((object) => object.polygon.length >= 3);
}

// The attribute with spec_id 0; attributes count only if every one of them has a number and a text.
function confidenceOf({ attributes }) {
    const isValid = Array.isArray(attributes)
        && attributes.every(({ spec_id: id, value }) => Number.isInteger(id) && typeof value === 'string');
    const found = isValid && attributes.find((attribute) => attribute.spec_id === 0);
    return found ? Number.parseFloat(found.value) : 1;
}

function polygonOf(points) {
    const [left, top, right, bottom] = points.slice(-4);
    const [width, height] = [right - left + 1, bottom - top + 1];
    const contours = outerContours(runsToMask(Array.from(points.slice(0, -4)), width, height), width, height);
    return contours.length ? longest(contours).map(([x, y]) => [x + left, y + top]) : [];
}
