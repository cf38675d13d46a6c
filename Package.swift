// swift-tools-version: 6.2
import PackageDescription

/// CI builds with `RIDGELINE_STRICT=1`: every warning of our own code is an error there.
let strict = Context.environment["RIDGELINE_STRICT"] != nil

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "ridgeline",
    products: [
        .executable(name: "ridgeline", targets: ["ridgeline"]),
        .library(name: "Segmentation", targets: ["Raster", "Segmentation", "Outline"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Pictures, masks and coordinates. Imports nothing.
        .target(name: "Raster", swiftSettings: settings),

        // Pixels -> analysis (once an image); analysis + prompts -> mask (every click).
        .target(name: "Segmentation", dependencies: ["Raster"], swiftSettings: settings),

        // Mask -> polygon and run lengths; polygon -> mask.
        .target(name: "Outline", dependencies: ["Raster"], swiftSettings: settings),

        // Bytes -> pixels. The only module that sees the picture libraries.
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CImageShims", dependencies: ["CPNG", "CJPEG"], exclude: ["README.md"],
            linkerSettings: ["png16", "z", "m", "jpeg"].map { .linkedLibrary($0) }),
        .target(name: "ImageCodecs", dependencies: ["Raster", "CImageShims", "CZlib"], swiftSettings: settings),

        // What was learned from examples, embedded in the executable.
        .target(
            name: "LearnedDecisions", exclude: ["README.md", "decisions.model", "decisions.model.json"]),

        // The settings of the C library's allocator.
        .systemLibrary(name: "CMalloc"),

        // One request -> one reply, whatever carried it.
        .target(
            name: "Interactor",
            dependencies: ["CMalloc", "Raster", "Segmentation", "Outline", "ImageCodecs", "LearnedDecisions"],
            swiftSettings: settings),

        // The request over HTTP.
        .target(
            name: "InteractorServer",
            dependencies: [
                "CZlib", "Interactor",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),

        // The executable: one file a command.
        .executableTarget(
            name: "ridgeline",
            dependencies: [
                "ImageCodecs", "Interactor", "InteractorServer", "Outline", "Raster", "Segmentation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),

        // Pictures drawn with signs, and what lies beside what in them; for all tests that draw.
        .target(name: "DrawingKit", path: "Tests/DrawingKit", swiftSettings: settings),

        .testTarget(
            name: "SegmentationTests", dependencies: ["DrawingKit", "LearnedDecisions", "Raster", "Segmentation"],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(name: "RasterTests", dependencies: ["Raster"], swiftSettings: settings),
        .testTarget(name: "OutlineTests", dependencies: ["DrawingKit", "Outline", "Raster"], swiftSettings: settings),
        .testTarget(
            name: "ImageCodecsTests", dependencies: ["ImageCodecs", "Raster", "CZlib"],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        // Makes the learned decisions from labelled pictures; see scripts/train.
        .executableTarget(
            name: "ridgeline-train",
            dependencies: [
                "Raster", "Segmentation", "ImageCodecs",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/ridgeline-train", swiftSettings: settings),

        // Measures the stages of a click and whole clicks; see scripts/bench-peers for the same over HTTP.
        .executableTarget(
            name: "ridgeline-bench",
            dependencies: [
                "ImageCodecs", "Interactor", "Outline", "Raster", "Segmentation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),

        // What CVAT needs of a reply, and the recorded requests; for all tests that ask for replies.
        .target(name: "ContractKit", path: "Tests/ContractKit", swiftSettings: settings),
        .testTarget(
            name: "InteractorTests",
            dependencies: ["Interactor", "ImageCodecs", "Outline", "Raster", "Segmentation", "ContractKit"],
            swiftSettings: settings),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "ridgeline", "ContractKit", "ImageCodecs", "Raster",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "TrainTests",
            dependencies: [
                "ridgeline-train", "DrawingKit", "ImageCodecs", "Raster", "Segmentation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),
        .testTarget(
            name: "InteractorServerTests",
            dependencies: [
                "CZlib", "ContractKit", "Interactor", "InteractorServer", "Outline", "Raster",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),

        // What the files beside the code say of it: function.yaml, Dockerfile, scripts.
        .testTarget(
            name: "PackagingTests",
            dependencies: ["Interactor", "InteractorServer", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
    ]
)
