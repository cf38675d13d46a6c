// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Segmentation
import Testing

@testable import Interactor

@Suite struct RequestReaderTests {
    @Test func `reads what CVAT writes`() throws {
        let request = try readRequest(
            #"{"image": "AAAA", "pos_points": [[412.33984375, 20], [1.5e1, -0.5]], "neg_points": [], "obj_bbox": []}"#)
        #expect(request.prompts == Prompts(positives: [Point(x: 412.33984375, y: 20), Point(x: 15, y: -0.5)]))
        #expect(request.image.range == 11..<15)
        #expect(!request.image.hasEscapes)
    }

    @Test(arguments: [
        #"{"image":"AA","pos_points":[[1,2]]}"#,
        #"{"image":"AA","pos_points":[[1,2]],"neg_points":null,"obj_bbox":null}"#,
        #"{"image":"AA","points":[[1,2]]}"#,
        #"{"image":"AA","points":[[7,8]],"pos_points":[[1,2]]}"#,
        #"{"image":"BB","image":"AA","pos_points":[[7,8]],"pos_points":[[1,2]]}"#,
        "\u{FEFF} {\n\t\"image\" : \"AA\" ,\r\n \"pos_points\" : [ [ 1 , 2 ] ] } \n",
        #"{"im\u0061ge":"AA","pos\u005Fpoints":[[1,2]]}"#,
        #"{"threshold":0.5,"image":"AA","a":{"b":[1,{"c":"}\"]\\"}],"d":null},"pos_points":[[1,2]],"z":[true,false]}"#,
        #"{"image":"AA","pos_points":[[1,2]],"threshold":NaN,"other":-Infinity,"":"","roi":[]}"#,
    ])
    func `tolerates what other callers write`(json: String) throws {
        let request = try readRequest(json)
        #expect(request.prompts == Prompts(positives: [Point(x: 1, y: 2)]))
        #expect(Array(json.utf8)[request.image.range] == Array("AA".utf8)[...])
    }

    @Test(arguments: [
        "[[1,2],[3,4]]", "[[3,4],[1,2]]", "[[1,4],[3,2]]", "[[3,2],[1,4]]", "[1,2,3,4]", "[[1,2,3,4]]",
        "[[1,2],[3,4],[5,6],[5,9]]",
    ])
    func `takes the corners of a box in any order`(box: String) throws {
        let request = try readRequest(#"{"image":"AA","obj_bbox":\#(box)}"#)
        #expect(request.prompts == Prompts(boxes: [Box(Point(x: 1, y: 2), Point(x: 3, y: 4))]))
    }

    @Test func `reads several boxes and the size of objects`() throws {
        let request = try readRequest(
            #"{"image":"AA","obj_bbox":[[1,2],[3,4],[9,8],[7,6]],"object_size":40.5,"neg_points":[[5,5]]}"#)
        let boxes = [Box(Point(x: 1, y: 2), Point(x: 3, y: 4)), Box(Point(x: 7, y: 6), Point(x: 9, y: 8))]
        #expect(
            request.prompts
                == Prompts(negatives: [Point(x: 5, y: 5)], boxes: boxes, typicalObjectSize: 40.5))
    }

    @Test func `brings points from far away near enough to count with`() throws {
        let request = try readRequest(#"{"image":"AA","pos_points":[[1e300,-1e300],[1e999,3]]}"#)
        #expect(request.prompts.positives == [Point(x: 1e9, y: -1e9), Point(x: 1e9, y: 3)])
    }

    @Test(arguments: [
        (#"{"image":"AA","pos_points":[["30","28"]]}"#, "pos_points", "found a string at byte 29"),
        (#"{"image":"AA","neg_points":[[null,5]]}"#, "neg_points", "found null at byte 29"),
        (#"{"image":"AA","pos_points":[[NaN,5]]}"#, "pos_points", "found NaN"),
        (#"{"image":"AA","pos_points":[[1,-Infinity]]}"#, "pos_points", "found -Infinity"),
        (#"{"image":"AA","pos_points":"abc"}"#, "pos_points", "found a string"),
        (#"{"image":"AA","neg_points":{"x":1}}"#, "neg_points", "found an object"),
        (#"{"image":"AA","pos_points":[[1,2],3]}"#, "pos_points", "found a number"),
        (#"{"image":"AA","pos_points":[[1]]}"#, "pos_points", "found a point of 1 numbers"),
        (#"{"image":"AA","pos_points":[[1,2,3]]}"#, "pos_points", "found a point of 3 numbers"),
        (#"{"image":"AA","pos_points":true}"#, "pos_points", "found true"),
        (#"{"image":"AA","obj_bbox":[[1,2]]}"#, "obj_bbox", "found 2 numbers in all"),
        (#"{"image":"AA","obj_bbox":[[1,2,3]]}"#, "obj_bbox", "found a corner of 3 numbers"),
        (#"{"image":"AA","obj_bbox":"1,2,3,4"}"#, "obj_bbox", "found a string"),
        (#"{"image":"AA","object_size":0}"#, "object_size", "found 0.0"),
        (#"{"image":"AA","object_size":"big"}"#, "object_size", "found a string"),
        (#"{"image":null,"pos_points":[]}"#, "image", "found null"),
        (#"{"image":""}"#, "image", "is empty"),
        (#"{"pos_points":[[1,2]]}"#, "image", "is missing"),
        ("", "The request", "is empty"),
        ("[]", "The request", "is not a JSON object"),
        (#"{"image":"AA"} {}"#, "Malformed JSON at byte 15", "expected nothing after the object"),
        (#"{"image":"AA","pos_points":[[1,2],]}"#, "pos_points", "Malformed JSON at byte 34"),
        (#"{"image":"AA",}"#, "Malformed JSON at byte 14", "expected a name in double quotes"),
        (#"{"image":"AA","x":01}"#, "Malformed JSON", "at byte 19"),
        (#"{"image":"AA","x":.5}"#, "Malformed JSON", "at byte 18"),
        (#"{"image":"AA","x":nul}"#, "Malformed JSON", "at byte 18: expected a value"),
        (#"{"image":"AA","x":[1 2]}"#, "Malformed JSON", "at byte 21"),
    ])
    func `says what is wrong and where`(json: String, key: String, problem: String) throws {
        let error = try #require(requestError { () throws(RequestError) in try readRequest(json) })
        #expect(error.status == 400)
        #expect(error.reason.contains(key) && error.reason.contains(problem), "\(error.reason)")
    }

    @Test func `bounds the number of points`() throws {
        let most = Array(repeating: "[1,2]", count: RequestReader.maxPoints).joined(separator: ",")
        #expect(try readRequest(#"{"image":"AA","neg_points":[\#(most)]}"#).prompts.negatives.count == 1000)
        let error = requestError { () throws(RequestError) in
            try readRequest(#"{"image":"AA","neg_points":[\#(most),[1,2]]}"#)
        }
        #expect(error?.reason == "neg_points has too many points; at most 1000 are accepted")
    }

    @Test func `bounds the number of boxes`() throws {
        let most = Array(repeating: "[1,2],[3,4]", count: RequestReader.maxBoxes).joined(separator: ",")
        #expect(try readRequest(#"{"image":"AA","obj_bbox":[\#(most)]}"#).prompts.boxes.count == 100)
        let error = requestError { () throws(RequestError) in
            try readRequest(#"{"image":"AA","obj_bbox":[\#(most),[1,2],[3,4]]}"#)
        }
        #expect(error?.reason == "obj_bbox has too many boxes; at most 100 are accepted")
    }

    @Test(arguments: ["[[\(Self.ones)]]", "[\(Self.ones)]"])
    func `bounds the numbers of one point`(value: String) {
        for key in ["pos_points", "obj_bbox"] {
            let error = requestError { () throws(RequestError) in
                try readRequest(#"{"image":"AA","\#(key)":\#(value)}"#)
            }
            #expect(error?.status == 400)
        }
    }

    private static let ones = Array(repeating: "1", count: 100_000).joined(separator: ",")

    @Test(arguments: ["[", "{\"a\":", "[[{\"a\":["])
    func `survives hostile nesting`(opening: String) {
        let bomb = String(repeating: opening, count: 200_000)
        let error = requestError { () throws(RequestError) in try readRequest(#"{"image":"AA","x":\#(bomb)"#) }
        #expect(error?.reason.contains("nested too deeply") == true)
    }

    @Test func `reads many strings in linear time`() throws {
        // Each search for a backslash must end with its string: 300,000 searches to the end would take minutes.
        let many = Array(repeating: #""a":"b","#, count: 300_000).joined()
        #expect(try readRequest(#"{\#(many)"image":"AA"}"#).prompts == Prompts())
    }

    @Test func `answers every truncation with a clean error`() {
        let whole = Array(
            #"{"image": "QU\/JD", "pos_points": [[1.5, -2e1]], "obj_bbox": [[1,2],[3,4]], "u": {"k": [null, "\""]}}"#
                .utf8)
        for count in 0..<whole.count {
            let error = requestError { () throws(RequestError) in
                try withBytes(whole[..<count]) { bytes throws(RequestError) in try RequestReader.read(bytes) }
            }
            #expect(error?.status == 400, "after \(count) bytes: \(String(describing: error))")
        }
    }

    @Test func `never reads beyond bytes that are damaged`() {
        var generator = SeededGenerator(seed: 1)
        let whole = Array(#"{"image": "QU\/JD", "pos_points": [[1.5, -2e1]], "u": {"k": [null, "\""]}}"#.utf8)
        for _ in 0..<20_000 {
            var damaged = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            let error = requestError { () throws(RequestError) in
                try withBytes(damaged) { bytes throws(RequestError) in try RequestReader.read(bytes) }
            }
            #expect(error == nil || error?.status == 400)
        }
    }

    @Test func `reads numbers as Foundation does`() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let mantissa = Double.random(in: -1e6...1e6, using: &generator)
            let number = mantissa * pow(10, Double(Int.random(in: -12...2, using: &generator)))
            let text = Bool.random(using: &generator) ? "\(number)" : String(format: "%.17e", number)
            let request = try readRequest(#"{"image":"AA","pos_points":[[\#(text),0]]}"#)
            #expect(request.prompts.positives.first?.x == number, "\(text)")
        }
    }

    @Test func `reads back generated requests`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            func points() -> [[Double]] {
                (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                    [.random(in: -50...5000, using: &generator), .random(in: -50...5000, using: &generator)]
                }
            }
            let (positives, negatives) = (points(), points())
            var object: [String: Any] = ["image": "QUJD", "pos_points": positives, "neg_points": negatives]
            if Bool.random(using: &generator) { object["x\"y\\z\n\u{1F600}"] = ["{", ["a": [1, "]"]]] as [Any] }
            let options: JSONSerialization.WritingOptions = Bool.random(using: &generator) ? [.prettyPrinted] : []
            let json = try JSONSerialization.data(withJSONObject: object, options: options)
            let request = try readRequest(String(decoding: json, as: UTF8.self))
            #expect(request.prompts.positives == positives.map { Point(x: $0[0], y: $0[1]) })
            #expect(request.prompts.negatives == negatives.map { Point(x: $0[0], y: $0[1]) })
        }
    }
}
