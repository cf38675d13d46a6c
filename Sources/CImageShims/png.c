// SPDX-License-Identifier: Apache-2.0

#include "CImageShims.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <png.h>

typedef struct decoder {
    const uint8_t *next;
    size_t left;
    image_shim_status status;
    char *message;
} decoder;

static void on_error(png_structp png, png_const_charp text) {
    decoder *self = png_get_error_ptr(png);
    if (self->status == IMAGE_SHIM_OK) self->status = IMAGE_SHIM_FAILED;
    snprintf(self->message, IMAGE_SHIM_MESSAGE_SIZE, "%s", text);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void read_bytes(png_structp png, png_bytep target, size_t count) {
    decoder *self = png_get_io_ptr(png);
    if (count > self->left) {
        self->status = IMAGE_SHIM_TRUNCATED;
        png_error(png, "unexpected end of file");
    }
    memcpy(target, self->next, count);
    self->next += count;
    self->left -= count;
}

// As much as a reader of pixels has to know, and no more: no text, no profile, no gamma.
static void configure(png_structp png) {
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    // Some writers state a smaller window than they use. Other readers show their pictures, so they are read here too.
    png_set_option(png, PNG_MAXIMUM_INFLATE_WINDOW, PNG_OPTION_ON);
}

static void request_rgb8(png_structp png) {
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_strip_alpha(png);
}

static void decode(png_structp png, png_infop info, uint32_t width, uint32_t height, image_shim_png_layout layout,
                   uint8_t *pixels) {
    png_read_info(png, info);
    if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height)
        png_error(png, "the file has two headers of different sizes");
    if (layout == IMAGE_SHIM_PNG_GRAY16) {
        png_set_strip_alpha(png);
    } else {
        request_rgb8(png);
    }
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    const size_t stride = (size_t)width * (layout == IMAGE_SHIM_PNG_GRAY16 ? 2 : 3);
    if (png_get_rowbytes(png, info) != stride) png_error(png, "the rows have an unexpected length");
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < height; y++) png_read_row(png, pixels + y * stride, NULL);
    }
}

// Apart from its caller, because a variable of the function that calls setjmp is worth nothing after the jump.
static void decode_or_recover(png_structp png, png_infop info, uint32_t width, uint32_t height,
                              image_shim_png_layout layout, uint8_t *pixels) {
    if (setjmp(png_jmpbuf(png)) == 0) {
        configure(png);
        decode(png, info, width, height, layout, pixels);
    }
}

image_shim_status image_shim_decode_png(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                                        image_shim_png_layout layout, uint8_t *pixels, char *message) {
    decoder self = {.next = bytes, .left = count, .status = IMAGE_SHIM_OK, .message = message};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &self, on_error, on_warning);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info != NULL) {
        png_set_read_fn(png, &self, read_bytes);
        decode_or_recover(png, info, width, height, layout, pixels);
    } else {
        self.status = IMAGE_SHIM_FAILED;
        snprintf(message, IMAGE_SHIM_MESSAGE_SIZE, "out of memory");
    }
    png_destroy_read_struct(&png, &info, NULL);
    return self.status;
}
