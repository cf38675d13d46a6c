// SPDX-License-Identifier: Apache-2.0

import Logging
import Testing

@testable import InteractorServer

@Suite struct ProcessorFileTests {
    /// As Nuclio's dashboard 1.13.0 writes it: keys in alphabetical order, long text folded.
    private static let usual = """
        metadata:
          annotations:
            help_message: Click the object; more left clicks add to it, right clicks take
              away. A box confines it. numWorkers: 99
            min_neg_points: "0"
            spec: ""
          labels:
            nuclio.io/project-name: cvat
          name: ridgeline-watershed
          namespace: nuclio
        spec:
          build:
            codeEntryType: image
          env:
          - name: A
            value: b
          - name: kind
            value: http
          eventTimeout: 30s
          handler: ridgeline
          loggerSinks:
          - level: warn
          - level: debug
          platform:
            attributes:
              restartPolicy:
                maximumRetryCount: 3
                name: always
          resources: {}
          runtime: shell
          securityContext: {}
          triggers:
            aCron:
              kind: cron
              numWorkers: 7
            myHttpTrigger:
              attributes:
                maxRequestBodySize: 33554432
                port: 32001
              class: ""
              kind: http
              name: myHttpTrigger
              numWorkers: 4
              workerAvailabilityTimeoutMilliseconds: 1500
          version: -1
        """

    @Test func whatNuclioSetIsTakenOver() throws {
        var configuration = ServerConfiguration(workers: 1)
        try configuration.apply(ProcessorFile(Self.usual))
        #expect(configuration.functionName == "ridgeline-watershed")
        #expect(configuration.eventTimeout == .seconds(30))
        #expect(configuration.logLevel == .warning)
        #expect(configuration.workers == 4)
        #expect(configuration.queueWait == .milliseconds(1500))
        #expect(configuration.bodyLimit == 33_554_432)
    }

    @Test func theOlderNameOfTheWorkersIsUnderstood() throws {
        var configuration = ServerConfiguration(workers: 1)
        try configuration.apply(
            ProcessorFile("spec:\n  triggers:\n    http:\n      kind: 'http'\n      maxWorkers: 3 # three\n"))
        #expect(configuration.workers == 3)
    }

    @Test func noWaitAtAllCanBeAskedFor() throws {
        var configuration = ServerConfiguration(workers: 1)
        try configuration.apply(
            ProcessorFile(
                "spec:\n  triggers:\n    http:\n      kind: http\n      workerAvailabilityTimeoutMilliseconds: 0\n"))
        #expect(configuration.queueWait == .zero)
    }

    @Test(arguments: [
        "", "{}", "spec:\n", "- a\n- b\n", "\t\u{0}::: -- \n  - : x\n", "spec: {triggers: {a: {kind: http}}}",
    ])
    func whatSaysNothingChangesNothing(text: String) throws {
        var configuration = ServerConfiguration(workers: 5)
        try configuration.apply(ProcessorFile(text))
        #expect(configuration.workers == 5)
        #expect(configuration.eventTimeout == nil)
    }

    @Test func aWrongValueIsAnErrorThatNamesTheFile() {
        var configuration = ServerConfiguration(workers: 1)
        let error = #expect(throws: SettingError.self) {
            try configuration.apply(ProcessorFile("spec:\n  eventTimeout: soon\n"))
        }
        #expect(error?.description.hasPrefix("processor.yaml: event-timeout is \"soon\"") == true)
    }

    @Test func listsAndNestingAreToldApart() {
        let yaml = BlockYAML(
            """
            # comment
            a:
              - x: 1
                y: "two # no comment"
              -   x: 3
              b: 4
            c:
            - - deep: 5
            - z: 'six'
            d: |
              text: 7
              more
            e: 8
            """)
        let found = Dictionary(uniqueKeysWithValues: yaml.scalars.map { ($0.path.joined(separator: "/"), $0.text) })
        #expect(
            found == [
                "a/0/x": "1", "a/0/y": "two # no comment", "a/1/x": "3", "a/b": "4", "c/0/0/deep": "5", "c/1/z": "six",
                "d": "|", "e": "8",
            ])
    }
}
