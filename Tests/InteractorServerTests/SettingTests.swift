// SPDX-License-Identifier: Apache-2.0

import Interactor
import Logging
import Testing

@testable import InteractorServer

@Suite struct SettingTests {
    @Test(arguments: [
        ("30s", 30_000), ("500ms", 500), ("1m30s", 90_000), ("1.5h", 5_400_000), ("2m", 120_000), ("1us", 0),
    ])
    func goDurations(text: String, milliseconds: Int64) {
        #expect(Duration(goText: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: ["", "30", "s", "-3s", "3 s", "3x", "1s2", "..s", "999999999h"])
    func textsThatAreNoDurations(text: String) {
        #expect(Duration(goText: text) == nil)
    }

    @Test func eachSettingIsReadFromItsVariable() throws {
        let texts: [Setting: String] = [
            .host: "0.0.0.0", .port: "9000", .processorPort: "8082", .dashboardPort: "8070", .advertisePort: "32001",
            .name: "my-tool", .upstream: "http://nuclio:8070", .workers: "3", .queue: "5", .queueWait: "250ms",
            .eventTimeout: "30s", .maxBody: "32MiB", .readTimeout: "1m", .stallTimeout: "5s", .idleTimeout: "2m",
            .maxConnections: "17", .stopTimeout: "3s", .gzip: "off", .logLevel: "warning",
        ]
        #expect(texts.count == Setting.allCases.count)
        var configuration = ServerConfiguration(workers: 1)
        try configuration.apply(
            environment: Dictionary(uniqueKeysWithValues: texts.map { ($0.key.variable, $0.value) }))
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.port == 9000)
        #expect(configuration.processorPort == 8082)
        #expect(configuration.dashboardPort == 8070)
        #expect(configuration.advertisedPort == 32001)
        #expect(configuration.functionName == "my-tool")
        #expect(configuration.upstream == Upstream(url: "http://nuclio:8070"))
        #expect(configuration.workers == 3)
        #expect(configuration.queueLimit == 5)
        #expect(configuration.queueWait == .milliseconds(250))
        #expect(configuration.eventTimeout == .seconds(30))
        #expect(configuration.bodyLimit == 32 << 20)
        #expect(configuration.readTimeout == .seconds(60))
        #expect(configuration.stallTimeout == .seconds(5))
        #expect(configuration.idleTimeout == .seconds(120))
        #expect(configuration.connectionLimit == 17)
        #expect(configuration.stopTimeout == .seconds(3))
        #expect(configuration.gzip == .off)
        #expect(configuration.logLevel == .warning)
        #expect(Setting.maxBody.variable == "RIDGELINE_MAX_BODY")
    }

    @Test(arguments: [
        (Setting.port, "65536"), (.port, "-1"), (.host, "example.org"), (.maxBody, "0"), (.maxBody, "1 GB"),
        (.workers, "0"), (.name, "a b"), (.name, ""), (.gzip, "always"), (.logLevel, "loud"),
        (.upstream, "https://nuclio"), (.upstream, "http://a b:1"), (.upstream, "http://nuclio:0"),
        (.maxBody, "9999999999999999999GiB"), (.maxBody, "8589934592GiB"), (.maxBody, "2147483649"), (.maxBody, "3GiB"),
    ])
    func aWrongTextIsRefusedByTheNameItWasGivenUnder(setting: Setting, text: String) {
        var configuration = ServerConfiguration(workers: 1)
        let error = #expect(throws: SettingError.self) {
            try configuration.apply(setting, text, from: "--\(setting.rawValue)")
        }
        #expect(error?.description.hasPrefix("--\(setting.rawValue) is \"\(text)\" but must be ") == true)
    }

    @Test(arguments: [
        ("http://nuclio:8070", "nuclio", 8070), ("http://nuclio", "nuclio", 8070),
        ("http://10.0.0.1:80/", "10.0.0.1", 80),
        ("http://[::1]:81", "::1", 81), ("http://[::1]", "::1", 8070),
    ])
    func upstreams(url: String, host: String, port: Int) {
        #expect(Upstream(url: url)?.host == host)
        #expect(Upstream(url: url)?.port == port)
    }

    @Test func anAddressThatKubernetesSetsForAServiceOfOurNameIsNoPort() throws {
        var configuration = ServerConfiguration(workers: 1)
        let usual = configuration.port
        try configuration.apply(environment: ["RIDGELINE_PORT": "tcp://10.96.0.7:8070"])
        #expect(configuration.port == usual)
        try configuration.apply(environment: ["RIDGELINE_PORT": "8099"])
        #expect(configuration.port == 8099)
    }

    @Test("Bodies get half of what a limit leaves beside the work, and room for the largest in any case")
    func memoryLimit() {
        var configuration = ServerConfiguration(workers: 2)
        configuration.bodyLimit = 64 << 20
        #expect(configuration.bodyMemory == 512 << 20)
        let limits = [(100, 64), (512, 64), (1024, 320), (2048, 512), (65536, 512)]
        for (limit, expected) in limits {
            configuration.memoryLimit = limit << 20
            #expect(configuration.bodyMemory == expected << 20)
        }
        #expect(InteractorConfiguration.half(ofSpare: 100 << 20) == 0)
    }
}
