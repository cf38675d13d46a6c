// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Raster

extension Point {
    /// The point that an argument `x,y` says.
    static func argument(_ text: String) throws -> Point {
        let numbers = try coordinates(text, count: 2, form: "x,y")
        return Point(x: numbers[0], y: numbers[1])
    }
}

extension Box {
    /// The box that an argument `x1,y1,x2,y2` says, two opposite corners in any order.
    static func argument(_ text: String) throws -> Box {
        let numbers = try coordinates(text, count: 4, form: "x1,y1,x2,y2")
        let box = Box(Point(x: numbers[0], y: numbers[1]), Point(x: numbers[2], y: numbers[3]))
        guard box.width > 0 && box.height > 0 else { throw ValidationError("The box '\(text)' has no area") }
        return box
    }
}

private func coordinates(_ text: String, count: Int, form: String) throws -> [Double] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }.filter { abs($0) <= 1e9 }
    guard parts.count == count, numbers.count == count else {
        throw ValidationError("'\(text)' is not \(form)")
    }
    return numbers
}
