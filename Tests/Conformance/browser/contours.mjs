// SPDX-License-Identifier: Apache-2.0
// What CVAT's browser side does with OpenCV: outer contours of a mask, and polygons back to pixels.

// The pixels around a pixel, clockwise on the screen, from the left one.
const around = [[-1, 0], [-1, -1], [0, -1], [1, -1], [1, 0], [1, 1], [0, 1], [-1, 1]];

// The contours of the 8-connected components of a mask in the coordinates of pixel corners. CVAT (since 2.9) pads the
// mask by a pixel, widens it by one to the right and the bottom, and takes the pixels on the border (RETR_EXTERNAL,
// CHAIN_APPROX_NONE): so the right edge of pixel 7 is at 8.
export function outerContours(mask, width, height) {
    const [columns, rows] = [width + 2, height + 2];
    const wide = new Uint8Array(columns * rows);
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            if (!mask[y * width + x]) continue;
            for (const [dx, dy] of [[1, 1], [2, 1], [1, 2], [2, 2]]) wide[(y + dy) * columns + x + dx] = 1;
        }
    }
    const seen = new Uint8Array(columns * rows);
    const contours = [];
    for (let at = 0; at < wide.length; at += 1) {
        if (!wide[at] || seen[at]) continue;
        contours.push(border(wide, columns, rows, at).map(([x, y]) => [x - 1, y - 1]));
        spread(wide, seen, columns, rows, at);
    }
    return contours;
}

// Marks the component of the pixel `start`.
function spread(mask, seen, columns, rows, start) {
    const open = [start];
    seen[start] = 1;
    while (open.length) {
        const at = open.pop();
        for (const [dx, dy] of around) {
            const x = (at % columns) + dx;
            const y = Math.floor(at / columns) + dy;
            const next = y * columns + x;
            if (x < 0 || y < 0 || x >= columns || y >= rows || !mask[next] || seen[next]) continue;
            seen[next] = 1;
            open.push(next);
        }
    }
}

// Follows the outer border from its first pixel in reading order until that is entered as at the beginning.
function border(mask, columns, rows, start) {
    const isSet = (x, y) => x >= 0 && y >= 0 && x < columns && y < rows && mask[y * columns + x] === 1;
    const first = [start % columns, Math.floor(start / columns)];
    const points = [];
    let [x, y] = first;
    let from = 0;
    for (;;) {
        const turn = around.findIndex((_, step) => {
            const [dx, dy] = around[(from + 1 + step) % 8];
            return isSet(x + dx, y + dy);
        });
        if (turn < 0) return [first];
        const direction = (from + 1 + turn) % 8;
        if (points.length && x === first[0] && y === first[1] && direction === points.direction) return points;
        if (!points.length) points.direction = direction;
        points.push([x, y]);
        x += around[direction][0];
        y += around[direction][1];
        // The pixel looked at before the one found, seen from the new pixel, is background.
        from = (direction + 4) % 8;
    }
}

// The pixels whose centres a polygon contains (even-odd).
export function drawPolygon(corners, width, height) {
    const frame = new Uint8Array(width * height);
    for (let y = 0; y < height; y += 1) {
        const crossings = [];
        corners.forEach(([x1, y1], index) => {
            const [x2, y2] = corners[(index + 1) % corners.length];
            const level = y + 0.5;
            if ((y1 <= level) !== (y2 <= level)) crossings.push(x1 + ((level - y1) * (x2 - x1)) / (y2 - y1));
        });
        crossings.sort((a, b) => a - b);
        for (let i = 0; i + 1 < crossings.length; i += 2) {
            const start = Math.max(0, Math.ceil(crossings[i] - 0.5));
            const end = Math.min(width, Math.ceil(crossings[i + 1] - 0.5));
            for (let x = start; x < end; x += 1) frame[y * width + x] = 1;
        }
    }
    return frame;
}

// The component of the pixel x,y (8-connected) with its holes filled; what one outer contour can say of a mask.
export function filledComponent(mask, width, height, x, y) {
    const [columns, rows] = [width + 2, height + 2];
    const inside = new Uint8Array(columns * rows);
    spread(padded(mask, width, height), inside, columns, rows, (y + 1) * columns + x + 1);
    // What is reached from outside, going through sides and not through corners, is not inside the contour.
    const outside = new Uint8Array(columns * rows);
    const open = [0];
    outside[0] = 1;
    while (open.length) {
        const at = open.pop();
        for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
            const nx = (at % columns) + dx;
            const ny = Math.floor(at / columns) + dy;
            const next = ny * columns + nx;
            if (nx < 0 || ny < 0 || nx >= columns || ny >= rows || inside[next] || outside[next]) continue;
            outside[next] = 1;
            open.push(next);
        }
    }
    const result = new Uint8Array(width * height);
    for (let py = 0; py < height; py += 1) {
        for (let px = 0; px < width; px += 1) {
            result[py * width + px] = outside[(py + 1) * columns + px + 1] ? 0 : 1;
        }
    }
    return result;
}

function padded(mask, width, height) {
    const result = new Uint8Array((width + 2) * (height + 2));
    for (let y = 0; y < height; y += 1) {
        result.set(mask.subarray(y * width, (y + 1) * width), (y + 1) * (width + 2) + 1);
    }
    return result;
}
