// SPDX-License-Identifier: Apache-2.0

extension PictureReport {
    /// The report as lines to read.
    var table: String {
        let megapixels = (Double(width * height) / 1e6).text(1)
        var lines = [
            "\(name), \(width) x \(height) (\(megapixels) megapixels, \((Double(fileBytes) / 1e6).text(1)) MB)"
        ]
        lines.append("    \("stage".padded(to: 32)) median ms      least       most")
        for timing in stages.all { lines.append(timing.line) }
        lines.append("    \("whole request, full reply".padded(to: 32))")
        for timing in clicks.all { lines.append(timing.line) }
        lines.append("    memory: peak of a first click \((Double(peakBytes) / 1e6).text(1)) MB above the request,")
        lines.append(
            "    kept for the next \((Double(keptBytes) / 1e6).text(1)) MB, counted "
                + "\((Double(countedBytes) / 1e6).text(1)) MB")
        return lines.joined(separator: "\n") + "\n"
    }

    fileprivate var json: String {
        func object(_ timings: Timings) -> String {
            timings.all.map { "\($0.name.quoted): \($0.json)" }.joined(separator: ", ")
        }
        return """
            {"name": \(name.quoted), "width": \(width), "height": \(height), "file_bytes": \(fileBytes),
              "stages": {\(object(stages))},
              "clicks": {\(object(clicks))},
              "peak_bytes": \(peakBytes), "kept_bytes": \(keptBytes), "counted_bytes": \(countedBytes)}
            """
    }
}

extension [PictureReport] {
    /// The reports as a JSON list; times are in milliseconds.
    var json: String { "[" + map(\.json).joined(separator: ",\n ") + "]" }
}

extension Timing {
    fileprivate var line: String {
        let numbers = [median, shortest, longest].map { $0.text(2).padded(toRight: 11) }
        return "    " + name.padded(to: 31) + numbers.joined()
    }

    fileprivate var json: String {
        "{\"median\": \(median.text(3)), \"least\": \(shortest.text(3)), \"most\": \(longest.text(3))}"
    }
}

extension Double {
    /// The number with so many decimals.
    fileprivate func text(_ decimals: Int) -> String {
        let unit = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let scaled = Int((self * Double(unit)).rounded())
        let fraction = String(scaled.magnitude % UInt(unit))
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return (scaled < 0 ? "-" : "") + "\(scaled.magnitude / UInt(unit)).\(zeros)\(fraction)"
    }
}

extension String {
    fileprivate func padded(to count: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, count - self.count))
    }

    fileprivate func padded(toRight count: Int) -> String {
        String(repeating: " ", count: Swift.max(0, count - self.count)) + self
    }

    /// The text as JSON has it.
    fileprivate var quoted: String {
        "\"" + unicodeScalars.map { $0 == "\"" || $0 == "\\" || $0.value < 32 ? "?" : String($0) }.joined() + "\""
    }
}
