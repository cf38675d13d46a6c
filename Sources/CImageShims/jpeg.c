// SPDX-License-Identifier: Apache-2.0

#include "CImageShims.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// From version 7 of its interface on libjpeg tells both sides of a reduced block; raw data have square ones.
#if JPEG_LIB_VERSION >= 70
#define IMAGE_SHIM_SMALLEST_BLOCK min_DCT_v_scaled_size
#define IMAGE_SHIM_BLOCK DCT_v_scaled_size
#else
#define IMAGE_SHIM_SMALLEST_BLOCK min_DCT_scaled_size
#define IMAGE_SHIM_BLOCK DCT_scaled_size
#endif

// A progressive file of a few kilobytes can ask for thousands of passes over a huge picture. Encoders write about ten
// scans, which cover each component about five times; so many are always allowed, and more where all of them together
// cover no more blocks than are gone through in a second or two.
enum { MAX_SCANS = 500, ALLOWED_PASSES = 16, ALLOWED_BLOCKS = 32 << 20 };

typedef struct decoder {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf recovery;
    image_shim_status status;
    char *message;
    // What the caller says of the file's frame header.
    uint32_t width;
    uint32_t height;
    bool is_strict;
    // The scan that was begun last, and the blocks that all scans up to it cover.
    int scan;
    uint64_t blocks;
} decoder;

static void give_up(decoder *self, image_shim_status status) {
    self->status = status;
    longjmp(self->recovery, 1);
}

static image_shim_status status_of(int code) {
    switch (code) {
    case JWRN_JPEG_EOF:
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
        return IMAGE_SHIM_TRUNCATED;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
        return IMAGE_SHIM_UNSUPPORTED;
    default:
        return IMAGE_SHIM_FAILED;
    }
}

static void on_error(j_common_ptr jpeg) {
    decoder *self = jpeg->client_data;
    jpeg->err->format_message(jpeg, self->message);
    give_up(self, status_of(jpeg->err->msg_code));
}

// libjpeg only warns when a file is cut off and paints the rest gray; whoever clicks there should be told instead. Bytes
// that nobody needs are no damage.
static void on_message(j_common_ptr jpeg, int level) {
    const decoder *self = jpeg->client_data;
    if (level >= 0) return;
    const int code = jpeg->err->msg_code;
    if (code == JWRN_JPEG_EOF || (self->is_strict && code != JWRN_EXTRANEOUS_DATA)) on_error(jpeg);
}

static uint64_t blocks_of(const jpeg_component_info *part) {
    return (uint64_t)part->width_in_blocks * part->height_in_blocks;
}

// Counts the blocks of the scan that has begun; whether all scans so far cover too many.
static bool covers_too_much(decoder *self) {
    const j_decompress_ptr jpeg = &self->jpeg;
    for (int index = 0; index < jpeg->comps_in_scan; index++) self->blocks += blocks_of(jpeg->cur_comp_info[index]);
    uint64_t pass = 0;
    for (int index = 0; index < jpeg->num_components; index++) pass += blocks_of(&jpeg->comp_info[index]);
    return self->blocks > ALLOWED_BLOCKS && self->blocks > ALLOWED_PASSES * pass;
}

// Called at the beginning of each scan, and often within it.
static void on_progress(j_common_ptr jpeg) {
    decoder *self = jpeg->client_data;
    if (self->jpeg.input_scan_number == self->scan) return;
    self->scan = self->jpeg.input_scan_number;
    if (self->scan > MAX_SCANS) {
        snprintf(self->message, IMAGE_SHIM_MESSAGE_SIZE, "more than %d scans", MAX_SCANS);
    } else if (covers_too_much(self)) {
        snprintf(self->message, IMAGE_SHIM_MESSAGE_SIZE, "too many scans for so large a picture");
    } else {
        return;
    }
    give_up(self, IMAGE_SHIM_FAILED);
}

static uint8_t times(unsigned a, unsigned b) {
    const unsigned product = a * b + 128;
    return (uint8_t)((product + (product >> 8)) >> 8);
}

// Every writer of four components stores them inverted, as Adobe's programs do; so `ink` is the light that is left.
static void rgb_from_inverted_cmyk(const uint8_t *ink, uint8_t *rgb, size_t pixels) {
    for (size_t i = 0; i < pixels; i++, ink += 4, rgb += 3) {
        for (int channel = 0; channel < 3; channel++)
            rgb[channel] = (uint8_t)(ink[3] - times(255u - ink[channel], ink[3]));
    }
}

static void read_rgb_rows(j_decompress_ptr jpeg, uint8_t *pixels) {
    const size_t stride = (size_t)jpeg->output_width * 3;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = pixels + jpeg->output_scanline * stride;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
}

static void read_cmyk_rows(j_decompress_ptr jpeg, uint8_t *pixels) {
    const size_t width = jpeg->output_width;
    JSAMPARRAY row = jpeg->mem->alloc_sarray((j_common_ptr)jpeg, JPOOL_IMAGE, (JDIMENSION)(width * 4), 1);
    while (jpeg->output_scanline < jpeg->output_height) {
        uint8_t *target = pixels + jpeg->output_scanline * width * 3;
        jpeg_read_scanlines(jpeg, row, 1);
        rgb_from_inverted_cmyk(row[0], target, width);
    }
}

static void read_header(decoder *self) {
    j_decompress_ptr jpeg = &self->jpeg;
    jpeg_read_header(jpeg, TRUE);
    if (jpeg->image_width != self->width || jpeg->image_height != self->height) {
        snprintf(self->message, IMAGE_SHIM_MESSAGE_SIZE, "the file has two frame headers of different sizes");
        give_up(self, IMAGE_SHIM_FAILED);
    }
    if (jpeg->num_components != 1 && jpeg->num_components != 3 && jpeg->num_components != 4) {
        snprintf(self->message, IMAGE_SHIM_MESSAGE_SIZE, "%d components", jpeg->num_components);
        give_up(self, IMAGE_SHIM_UNSUPPORTED);
    }
}

static void decode_rgb(decoder *self, uint8_t *pixels) {
    j_decompress_ptr jpeg = &self->jpeg;
    const int has_black = jpeg->num_components == 4;
    jpeg->out_color_space = has_black ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(jpeg);
    if (has_black) {
        read_cmyk_rows(jpeg, pixels);
    } else {
        read_rgb_rows(jpeg, pixels);
    }
    jpeg_finish_decompress(jpeg);
}

static int holds_planes(j_decompress_ptr jpeg, const image_shim_jpeg_planes *layout) {
    if (jpeg->num_components != (int)layout->components) return 0;
    if (layout->components == 1) return jpeg->jpeg_color_space == JCS_GRAYSCALE;
    if (layout->components != 3 || jpeg->jpeg_color_space != JCS_YCbCr) return 0;
    for (int index = 0; index < 3; index++) {
        const jpeg_component_info *part = &jpeg->comp_info[index];
        if (part->h_samp_factor != (index == 0 ? (int)layout->across : 1)) return 0;
        if (part->v_samp_factor != (index == 0 ? (int)layout->down : 1)) return 0;
    }
    return 1;
}

static JDIMENSION divided(uint32_t side, uint32_t step) { return (JDIMENSION)((side + step - 1) / step); }

// The planes that libjpeg is going to write must be those that the caller has room for.
static void check_sizes(decoder *self, const image_shim_jpeg_planes *layout) {
    for (int index = 0; index < self->jpeg.num_components; index++) {
        const jpeg_component_info *part = &self->jpeg.comp_info[index];
        const uint32_t across = index == 0 ? layout->denominator : layout->colour_step_across;
        const uint32_t down = index == 0 ? layout->denominator : layout->colour_step_down;
        if (part->downsampled_width == divided(self->width, across)
            && part->downsampled_height == divided(self->height, down)) continue;
        snprintf(self->message, IMAGE_SHIM_MESSAGE_SIZE, "the reduced picture has an unexpected size");
        give_up(self, IMAGE_SHIM_FAILED);
    }
}

// Rows of a plane for libjpeg to write a group of them into: a buffer of whole blocks, and, where no block juts out of
// the picture, the plane itself.
typedef struct plane_rows {
    const jpeg_component_info *part;
    uint8_t *plane;
    JDIMENSION count;
    JSAMPARRAY buffer;
    JSAMPROW direct[MAX_SAMP_FACTOR * DCTSIZE];
} plane_rows;

static plane_rows rows_of(j_decompress_ptr jpeg, int index, uint8_t *plane) {
    const jpeg_component_info *part = &jpeg->comp_info[index];
    const JDIMENSION blocks = part->width_in_blocks + (JDIMENSION)part->h_samp_factor;
    plane_rows rows = {.part = part, .plane = plane};
    rows.count = (JDIMENSION)(part->v_samp_factor * part->IMAGE_SHIM_BLOCK);
    rows.buffer = jpeg->mem->alloc_sarray((j_common_ptr)jpeg, JPOOL_IMAGE, blocks * DCTSIZE,
                                          (JDIMENSION)part->v_samp_factor * DCTSIZE);
    return rows;
}

static uint8_t *row_of_plane(const plane_rows *rows, JDIMENSION row) {
    return rows->plane + (size_t)row * rows->part->downsampled_width;
}

static int fits(const plane_rows *rows, JDIMENSION group) {
    const jpeg_component_info *part = rows->part;
    return part->width_in_blocks * (JDIMENSION)part->IMAGE_SHIM_BLOCK == part->downsampled_width
        && (group + 1) * rows->count <= part->downsampled_height;
}

static JSAMPARRAY target_of_group(plane_rows *rows, JDIMENSION group) {
    if (!fits(rows, group)) return rows->buffer;
    for (JDIMENSION row = 0; row < rows->count; row++) rows->direct[row] = row_of_plane(rows, group * rows->count + row);
    return rows->direct;
}

static void copy_group(const plane_rows *rows, JDIMENSION group) {
    if (fits(rows, group)) return;
    const JDIMENSION first = group * rows->count;
    for (JDIMENSION row = 0; row < rows->count && first + row < rows->part->downsampled_height; row++)
        memcpy(row_of_plane(rows, first + row), rows->buffer[row], rows->part->downsampled_width);
}

static void decode_planes(decoder *self, const image_shim_jpeg_planes *layout, const image_shim_jpeg_course *course,
                          uint8_t *const planes[3]) {
    j_decompress_ptr jpeg = &self->jpeg;
    jpeg->raw_data_out = TRUE;
    jpeg->out_color_space = jpeg->jpeg_color_space;
    jpeg->scale_num = 1;
    jpeg->scale_denom = layout->denominator;
    jpeg_start_decompress(jpeg);
    check_sizes(self, layout);
    plane_rows rows[3];
    for (int index = 0; index < jpeg->num_components; index++) rows[index] = rows_of(jpeg, index, planes[index]);
    const JDIMENSION step = (JDIMENSION)(jpeg->max_v_samp_factor * jpeg->IMAGE_SHIM_SMALLEST_BLOCK);
    for (JDIMENSION group = 0; jpeg->output_scanline < jpeg->output_height; group++) {
        const uint32_t row = group * (uint32_t)jpeg->max_v_samp_factor * DCTSIZE;
        if (course->goes_on && !course->goes_on(course->context, row)) return;
        JSAMPARRAY targets[3];
        for (int index = 0; index < jpeg->num_components; index++)
            targets[index] = target_of_group(&rows[index], group);
        jpeg_read_raw_data(jpeg, targets, step);
        for (int index = 0; index < jpeg->num_components; index++) copy_group(&rows[index], group);
    }
    jpeg_finish_decompress(jpeg);
}

static void start(decoder *self, const uint8_t *bytes, size_t count) {
    jpeg_create_decompress(&self->jpeg);
    self->jpeg.progress = &self->progress;
    jpeg_mem_src(&self->jpeg, bytes, count);
    read_header(self);
}

// The functions that call setjmp are apart from their callers, because a variable of theirs is worth nothing after the
// jump.
static void decode_rgb_or_recover(decoder *self, const uint8_t *bytes, size_t count, uint8_t *pixels) {
    if (setjmp(self->recovery) == 0) {
        start(self, bytes, count);
        decode_rgb(self, pixels);
    }
}

static void decode_planes_or_recover(decoder *self, const uint8_t *bytes, size_t count,
                                     const image_shim_jpeg_planes *layout, const image_shim_jpeg_course *course,
                                     uint8_t *const planes[3]) {
    if (setjmp(self->recovery) == 0) {
        start(self, bytes, count);
        if (holds_planes(&self->jpeg, layout)) {
            decode_planes(self, layout, course, planes);
        } else {
            self->status = IMAGE_SHIM_OTHER_COLOURS;
        }
    }
}

static void prepare(decoder *self, uint32_t width, uint32_t height, char *message) {
    memset(self, 0, sizeof *self);
    self->status = IMAGE_SHIM_OK;
    self->message = message;
    self->width = width;
    self->height = height;
    self->jpeg.err = jpeg_std_error(&self->errors);
    self->errors.error_exit = on_error;
    self->errors.emit_message = on_message;
    self->progress.progress_monitor = on_progress;
    self->jpeg.client_data = self;
}

image_shim_status image_shim_decode_jpeg(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                                         uint8_t *pixels, char *message) {
    decoder self;
    prepare(&self, width, height, message);
    decode_rgb_or_recover(&self, bytes, count, pixels);
    jpeg_destroy_decompress(&self.jpeg);
    return self.status;
}

image_shim_status image_shim_decode_jpeg_planes(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                                                const image_shim_jpeg_planes *layout,
                                                const image_shim_jpeg_course *course,
                                                uint8_t *const planes[3], char *message) {
    decoder self;
    prepare(&self, width, height, message);
    self.is_strict = course->is_strict;
    decode_planes_or_recover(&self, bytes, count, layout, course, planes);
    jpeg_destroy_decompress(&self.jpeg);
    return self.status;
}
