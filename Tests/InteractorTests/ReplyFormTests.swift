// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Interactor

@Suite struct ReplyFormTests {
    @Test(arguments: [
        ("CVAT/2.4.3 python-requests/2.28.2", ReplyForm.full),
        ("CVAT/2.4.4 python-requests/2.28.2", .cropped),
        ("CVAT/2.14.4 python-requests/2.31.0", .cropped),
        ("CVAT/2.42.0 python-requests/2.32.4", .cropped),
        ("CVAT/2.54.1 python-requests/2.32.4", .cropped),
        ("CVAT/2.54.0.alpha.2 python-requests/2.32.4", .cropped),
        ("CVAT/2.54.99", .cropped),
        ("CVAT/2.54", .cropped),
        ("CVAT/2.55.0 python-requests/2.32.4", .full),
        ("CVAT/2.55", .full),
        ("CVAT/2.69.9 python-requests/2.32.4", .full),
        ("CVAT/2.70.0 python-requests/2.32.4", .shapes),
        ("CVAT/2.80.0", .shapes),
        ("CVAT/3.0.0 python-requests/3.0.0", .shapes),
        ("CVAT/2.70", .shapes),
        // What comes before a release may not have it all: CVAT names its development versions by the next release.
        ("CVAT/2.4.4.dev20230519081530", .full),
        ("CVAT/2.4.4rc1", .full),
        ("CVAT/2.4.5.dev20230519081530", .cropped),
        ("CVAT/2.5.dev20230519081530 python-requests/2.28.2", .cropped),
        ("CVAT/2.54.dev20251222101112", .cropped),
        ("CVAT/2.55.dev20251226101112", .full),
        ("CVAT/2.55a1", .full),
        ("CVAT/2.69.dev20260701101112", .full),
        ("CVAT/2.70.dev20260712101112", .full),
        ("CVAT/2.70.0.alpha.0", .full),
        ("CVAT/2.70.0rc1", .full),
        ("CVAT/2.70.1.dev20260716101112", .shapes),
        ("CVAT/2.71.dev20260716101112 python-requests/2.32.4", .shapes),
        ("CVAT/2.71.0+local", .shapes),
        ("CVAT/2.70.0.", .full),
        ("CVAT/2.70..1", .full),
        ("CVAT/2x.70.0", .full),
        ("CVAT/-2.70.0", .full),
        ("CVAT/2.-70.0", .full),
        ("CVAT/ 2.70.0", .full),
        ("CVAT/", .full),
        ("CVAT/.", .full),
        ("CVAT/..", .full),
        ("CVAT/2.\u{0667}\u{0660}.0", .full),
        ("CVAT/2.7\u{301}0.0", .full),
        ("cvat/2.70.0", .full),
        ("XCVAT/2.70.0", .full),
        ("python-requests/2.32.4 CVAT/2.70.0", .shapes),
        ("CVAT/2.42.0 CVAT/2.70.0", .cropped),
        ("CVAT/2", .full),
        ("CVAT/unknown python-requests/2.32.4", .full),
        ("CVAT/99999999999999999999.1", .full),
        ("python-requests/2.32.4", .full),
        ("curl/8.14.1", .full),
        ("", .full),
    ])
    func `fits the version that the caller names`(userAgent: String, form: ReplyForm) {
        #expect(ReplyForm.auto.chosen(for: Caller(userAgent: userAgent)) == form)
    }

    @Test func `is full for who says nothing`() {
        #expect(ReplyForm.auto.chosen(for: .unknown) == .full)
    }

    @Test(arguments: [ReplyForm.full, .cropped, .shapes])
    func `can be set for everybody`(form: ReplyForm) {
        #expect(form.chosen(for: .unknown) == form)
        #expect(form.chosen(for: Caller(userAgent: "CVAT/2.42.0")) == form)
        #expect(form.chosen(for: Caller(userAgent: "CVAT/2.70.0")) == form)
    }
}
