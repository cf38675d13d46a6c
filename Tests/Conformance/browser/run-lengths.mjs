// SPDX-License-Identifier: Apache-2.0
// CVAT's run lengths: how many background pixels, how many of the object, and so on, row by row.

// As cvat-core's mask2Rle: a run ends wherever the value changes, whatever the values are, and only the first value is
// looked at to know whether it is background. Values besides 0 and one other would go wrong here, as they do there.
export function maskToRuns(flat) {
    return flat.reduce((runs, value, index) => {
        if (index === 0) {
            if (value > 0) runs.push(0);
            runs.push(1);
        } else if (flat[index - 1] === value) {
            runs[runs.length - 1] += 1;
        } else {
            runs.push(1);
        }
        return runs;
    }, []);
}

// As rle2Mask: the pixels of a box of the given size.
export function runsToMask(runs, width, height) {
    const pixels = new Uint8Array(width * height);
    let position = 0;
    runs.forEach((run, index) => {
        if (index % 2) pixels.fill(1, position, position + run);
        position += run;
    });
    if (position !== width * height) throw new Error(`runs cover ${position} of ${width * height} pixels`);
    return pixels;
}

// The pixels of a whole frame that a saved mask (runs, then left, top, right, bottom) has.
export function drawMask(points, frameWidth, frameHeight) {
    const [left, top, right, bottom] = points.slice(-4);
    const width = right - left + 1;
    const box = runsToMask(points.slice(0, -4), width, bottom - top + 1);
    const frame = new Uint8Array(frameWidth * frameHeight);
    box.forEach((value, index) => {
        if (!value) return;
        const x = left + (index % width);
        const y = top + Math.floor(index / width);
        if (x >= frameWidth || y >= frameHeight) throw new Error(`pixel ${x},${y} lies outside the frame`);
        frame[y * frameWidth + x] = 1;
    });
    return frame;
}
