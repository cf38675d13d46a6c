// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// The functions of the C library that the algorithms need, gathered here so that nothing else imports it.

@inline(__always) func exponential(_ x: Float) -> Float { exp(x) }
@inline(__always) func logarithm(_ x: Float) -> Float { log(x) }
@inline(__always) func logarithm2(_ x: Float) -> Float { log2(x) }
@inline(__always) func power(_ x: Float, _ y: Float) -> Float { pow(x, y) }
@inline(__always) func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
@inline(__always) func cubeRoot(_ x: Double) -> Double { cbrt(x) }

/// The logistic function: log-odds to probability.
@inline(__always) func logistic(_ logOdds: Float) -> Float { 1 / (1 + exponential(-logOdds)) }

/// The inverse of ``logistic(_:)``, for probabilities away from 0 and 1.
@inline(__always) func logOdds(_ probability: Float) -> Float { logarithm(probability / (1 - probability)) }

/// A probability after `bias` was added to its log-odds.
@inline(__always) func moved(_ probability: Float, by bias: Float) -> Float {
    logistic(logOdds(probability.clamped(to: 0.0005...0.9995)) + bias)
}

/// The square root of a number that is not below 0.
///
/// Told so by taking it without its sign, the compiler needs no call of the C library for one that is, and can take several
/// roots at once.
@inline(__always) func squareRoot(_ x: Float) -> Float { abs(x).squareRoot() }

/// The length of the vector (x, y).
@inline(__always) func hypotenuse(_ x: Float, _ y: Float) -> Float { squareRoot(x * x + y * y) }

extension Comparable {
    /// The nearest value inside `range`.
    @inline(__always) func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
