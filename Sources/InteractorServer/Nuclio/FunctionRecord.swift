// SPDX-License-Identifier: Apache-2.0

internal import Interactor

/// What the Nuclio dashboard says of a function, with every field that some version of CVAT fails without:
/// `metadata.annotations`, a non-empty `spec.description`, `status.state` up to 2.14.0 and `status.httpPort` for
/// direct calls.
struct FunctionRecord {
    let name: String
    let project: String
    let namespace: String
    let port: Int
    let configuration: ServerConfiguration
    let description = FunctionDescription.ridgeline

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("metadata", value: metadata)
            json.member("spec", value: spec)
            json.member("status", value: status)
        }
    }

    private func metadata(_ json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("namespace", namespace)
            json.member("labels") { $0.object { $0.member("nuclio.io/project-name", project) } }
            json.member("annotations") { json in
                json.object { json in
                    for (key, value) in description.annotations { json.member(key, value) }
                }
            }
        }
    }

    private func spec(_ json: inout JSONWriter) {
        json.object { json in
            json.member("description", description.summary)
            json.member("handler", "ridgeline")
            json.member("runtime", "shell")
            json.member("triggers") { $0.object { $0.member("http", value: trigger) } }
            if let timeout = configuration.eventTimeout { json.member("eventTimeout", "\(timeout.milliseconds)ms") }
        }
    }

    private func trigger(_ json: inout JSONWriter) {
        json.object { json in
            json.member("kind", "http")
            json.member("name", "http")
            json.member("numWorkers", number: Int64(configuration.workers))
            json.member("workerAvailabilityTimeoutMilliseconds", number: configuration.queueWait.milliseconds)
            json.member("attributes") { json in
                json.object { json in
                    json.member("maxRequestBodySize", number: Int64(configuration.bodyLimit))
                    json.member("port", number: Int64(port))
                }
            }
        }
    }

    private func status(_ json: inout JSONWriter) {
        json.object { json in
            json.member("state", "ready")
            json.member("httpPort", number: Int64(port))
        }
    }
}
