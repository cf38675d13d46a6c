// SPDX-License-Identifier: Apache-2.0

/// The part of decoding that has to be C: see the README beside the sources.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a decoder ended.
typedef enum image_shim_status {
    /// Every byte of the picture was written.
    IMAGE_SHIM_OK = 0,
    /// The bytes end before the picture does.
    IMAGE_SHIM_TRUNCATED = 1,
    /// The file is sound as far as it was read but of a kind that the library does not decode.
    IMAGE_SHIM_UNSUPPORTED = 2,
    /// The bytes break the format's rules, or the library ran out of memory.
    IMAGE_SHIM_FAILED = 3,
    /// The file is sound as far as it was read, but its planes are not the ones that were asked for.
    IMAGE_SHIM_OTHER_COLOURS = 4
} image_shim_status;

/// Room that a message needs, the closing zero included.
enum { IMAGE_SHIM_MESSAGE_SIZE = 256 };

/// Decodes the first picture of a JPEG file to RGB.
///
/// `width` and `height` are those of the file's frame header; the call fails if libjpeg reads other ones.
/// `pixels` has room for the 3 bytes of every pixel.
/// `message` has room for `IMAGE_SHIM_MESSAGE_SIZE` bytes; it is set unless the result is `IMAGE_SHIM_OK`.
image_shim_status image_shim_decode_jpeg(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                                         uint8_t *pixels, char *message);

/// The planes that are expected of a JPEG file.
typedef struct image_shim_jpeg_planes {
    /// 1 or 3.
    uint32_t components;
    /// With 3 components, the pixels that share a colour sample in the file.
    uint32_t across;
    uint32_t down;
    /// 1, 2, 4 or 8: each side of luma is divided by it, rounding up.
    uint32_t denominator;
    /// With 3 components, by what the sides of the colours are divided.
    uint32_t colour_step_across;
    uint32_t colour_step_down;
} image_shim_jpeg_planes;

/// How a JPEG file is decoded of which another call decodes a part.
typedef struct image_shim_jpeg_course {
    /// If given, asked with `context` before each group of rows, by the first of them in the stored picture, whether to go
    /// on; if not, the call ends there with `IMAGE_SHIM_OK`.
    bool (*goes_on)(void *context, uint32_t row);
    void *context;
    /// Whether damage that could be stepped over makes the call fail.
    bool is_strict;
} image_shim_jpeg_course;

/// Decodes the first picture of a JPEG file to its planes as they are stored: luma, and of 3 components the blue and red
/// differences.
///
/// The result is `IMAGE_SHIM_OTHER_COLOURS`, and nothing is written, if the file holds something else.
/// Each plane has room for a byte a sample, both sides rounded up.
/// `width`, `height` and `message` are as above.
image_shim_status image_shim_decode_jpeg_planes(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                                                const image_shim_jpeg_planes *layout,
                                                const image_shim_jpeg_course *course,
                                                uint8_t *const planes[3], char *message);

/// What the rows of a decoded PNG file are made of.
typedef enum image_shim_png_layout {
    /// 3 bytes a pixel: red, green, blue. Of a 16-bit sample the high byte is kept.
    IMAGE_SHIM_PNG_RGB8 = 0,
    /// 2 bytes a pixel, high byte first. Only for gray files of 16 bit.
    IMAGE_SHIM_PNG_GRAY16 = 1
} image_shim_png_layout;

/// Decodes a PNG file as stored: alpha and the transparent colour are left out, gamma and profiles are not applied.
///
/// `width` and `height` are those of the file's header; the call fails if libpng reads other ones.
/// `pixels` has room for every row in the given layout, without padding.
/// `message` has room for `IMAGE_SHIM_MESSAGE_SIZE` bytes; it is set unless the result is `IMAGE_SHIM_OK`.
image_shim_status image_shim_decode_png(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                                        image_shim_png_layout layout, uint8_t *pixels, char *message);
