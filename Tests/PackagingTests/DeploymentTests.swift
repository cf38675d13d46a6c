// SPDX-License-Identifier: Apache-2.0

import Testing
import Yams

/// The files that put Ridgeline beside a CVAT without Nuclio.
@Suite("Deployment files") struct DeploymentTests {
    static let overlays = ["compose.ridgeline.yml", "compose.beside-nuclio.yml", "compose.remote.yml"]
        .map { "scripts/" + $0 }

    @Test("CVAT shows its AI tools and sends clicks to where the list of functions came from", arguments: overlays)
    func cvatSettings(path: String) throws {
        let services = try PackageFile(path).yaml().at("services")
        #expect(try services.at("cvat_server", "environment", "CVAT_SERVERLESS").int == 1)
        let environment = try services.at("cvat_server", "environment")
        #expect(try environment.at("CVAT_NUCLIO_INVOKE_METHOD").string == "dashboard")
    }

    @Test("No overlay asks for Docker's socket or opens a port of the host", arguments: overlays)
    func privileges(path: String) throws {
        let services = try #require(try PackageFile(path).yaml().at("services").mapping)
        for (_, service) in services {
            #expect(service["volumes"] == nil)
            #expect(service["ports"] == nil)
            #expect(service["privileged"] == nil)
        }
        if let ours = services["ridgeline"] {
            #expect(ours["read_only"]?.bool == true)
            #expect(try ours.at("cap_drop").sequence?.first?.string == "ALL")
        }
    }

    @Test("Without Nuclio it stands where CVAT looks for one")
    func alias() throws {
        let ridgeline = try PackageFile("scripts/compose.ridgeline.yml").yaml().at("services", "ridgeline")
        #expect(try ridgeline.at("networks", "cvat", "aliases").sequence?.first?.string == "nuclio")
        let command = try ridgeline.at("command").sequence?.compactMap(\.string)
        #expect(command == ["serve", "--dashboard-port", "8070"])
    }

    @Test("Beside Nuclio it passes on what is not its own, and CVAT asks it first")
    func upstream() throws {
        let services = try PackageFile("scripts/compose.beside-nuclio.yml").yaml().at("services")
        let command = try services.at("ridgeline", "command").sequence?.compactMap(\.string)
        #expect(command?.suffix(2) == ["--upstream", "http://nuclio:8070"])
        #expect(services["ridgeline"]?["networks"]?.sequence?.first?.string == "cvat")
        #expect(try services.at("cvat_server", "environment", "CVAT_NUCLIO_HOST").string == "ridgeline")
    }

    @Test("Before CVAT 2.4.4 clicks go to a port of the host: the one that is opened is the one that CVAT is told")
    func portOfTheHost() throws {
        let services = try PackageFile("scripts/compose.before-2.4.4.yml").yaml().at("services")
        let port = try #require(try services.at("ridgeline", "environment", "RIDGELINE_ADVERTISE_PORT").int)
        #expect(try services.at("ridgeline", "ports").sequence?.compactMap(\.string) == ["\(port):8080"])
        let hosts = try services.at("cvat_server", "extra_hosts").sequence?.compactMap(\.string)
        #expect(hosts == ["host.docker.internal:host-gateway"])
        // A command here would take the place of the other file's.
        #expect(services["ridgeline"]?["command"] == nil)
    }

    @Test("Beside Nuclio no name that CVAT keeps off an HTTP proxy is lost, in any of its releases")
    func proxyNames() throws {
        let server = try PackageFile("scripts/compose.beside-nuclio.yml").yaml().at("services", "cvat_server")
        let names = try #require(try server.at("environment", "no_proxy").string).split(separator: ",")
        for name in [
            "ridgeline", "nuclio", "opa", "elasticsearch", "kibana", "logstash", "clickhouse", "grafana", "vector",
            "${no_proxy:-}",
        ] { #expect(names.contains { $0 == name }, "\(name)") }
    }

    @Test("On Kubernetes the probes are Nuclio's, the service has CVAT's port, the container no privilege")
    func kubernetes() throws {
        let documents = try PackageFile("scripts/kubernetes/ridgeline.yaml").documents()
        #expect(documents.compactMap { $0["kind"]?.string } == ["Deployment", "Service"])
        let pod = try documents[0].at("spec", "template", "spec")
        #expect(try pod.at("enableServiceLinks").bool == false)
        let container = try #require(try pod.at("containers").sequence?.first)
        #expect(try container.at("readinessProbe", "httpGet", "path").string == "/ready")
        #expect(try container.at("livenessProbe", "httpGet", "path").string == "/live")
        #expect(try container.at("securityContext", "readOnlyRootFilesystem").bool == true)
        #expect(try pod.at("securityContext", "runAsNonRoot").bool == true)
        let ports = try documents[1].at("spec", "ports").sequence?.compactMap { $0["port"]?.int }
        #expect(ports == [8070, 8080])
        let values = try PackageFile("scripts/kubernetes/cvat-values.yaml").yaml()
        let variables = try #require(try values.at("cvat", "backend", "additionalEnv").sequence)
        let host = variables.first { $0["name"]?.string == "CVAT_NUCLIO_HOST" }
        #expect(host?["value"]?.string == documents[1]["metadata"]?["name"]?.string)
    }

    @Test("On another host the container has a name, by which it is replaced, and both places tell the same command")
    func otherHost() throws {
        let command = /docker run --detach --name ridgeline [^`]*?serve --dashboard-port 8070/
        let told = try ["scripts/compose.remote.yml", "Sources/Interactor/Documentation.docc/Registering.md"].map {
            let match = try #require(try PackageFile($0).text().firstMatch(of: command), "\($0)")
            return match.output.split { " \n\\#".contains($0) }
        }
        #expect(told[0] == told[1])
    }

    @Test("Every file starts the same image")
    func image() throws {
        let image = try #require(try PackageFile("function.yaml").yaml().at("spec", "image").string)
        for path in [
            "scripts/nuclio-build/function.yaml", "scripts/nuclio-shell/function-shell.yaml",
            "scripts/compose.ridgeline.yml", "scripts/compose.beside-nuclio.yml", "scripts/compose.remote.yml",
            "scripts/kubernetes/ridgeline.yaml", "Dockerfile",
        ] {
            let tags = try PackageFile(path).text().matches(of: /ridgeline:[0-9][0-9.]*/).map { String($0.output) }
            #expect(!tags.isEmpty, "\(path)")
            #expect(tags.allSatisfy { $0 == image }, "\(path): \(tags)")
        }
    }
}
