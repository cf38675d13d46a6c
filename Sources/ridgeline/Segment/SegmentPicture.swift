// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ImageCodecs
import Interactor
import Outline
import Raster
import Segmentation

/// The object of a picture file that points and boxes on the command line say.
struct SegmentPicture: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment",
        abstract: "Cut an object out of a picture file.",
        discussion: """
            Coordinates are in pixels from the top left corner of the upright picture. Example:

              ridgeline segment photo.jpg --positive 151,87 --negative 40,20 --overlay clicks.png
            """)

    @Argument(help: "A PNG or JPEG file.")
    var picture: String

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Points on the object.", valueName: "x,y"),
        transform: Point.argument)
    var positive: [Point] = []

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Points beside it.", valueName: "x,y"), transform: Point.argument)
    var negative: [Point] = []

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Boxes around it.", valueName: "x1,y1,x2,y2"),
        transform: Box.argument)
    var box: [Box] = []

    @Option(help: ArgumentHelp("Side of a square as large as a typical object, in pixels.", valueName: "pixels"))
    var objectSize: Double?

    @Option(help: ArgumentHelp("Draw outline and clicks on the picture, as PNG.", valueName: "file"))
    var overlay: String?

    @Option(help: ArgumentHelp("Draw every stage of the segmentation, as PNG files.", valueName: "folder"))
    var stages: String?

    @Flag(help: "Write the result as JSON.")
    var json = false

    func validate() throws {
        if positive.isEmpty && box.isEmpty {
            throw ValidationError("Give at least one --positive point or one --box")
        }
        if let objectSize, !(objectSize > 0 && objectSize.isFinite) {
            throw ValidationError("--object-size must be above 0")
        }
    }

    func run() throws {
        do {
            let configuration = try InteractorConfiguration.fromEnvironment()
            let interactor = Interactor(configuration)
            let file = try Files.contents(of: picture)
            let decoded = try interactor.decode(file)
            let prompts = configuration.completed(
                Prompts(positives: positive, negatives: negative, boxes: box, typicalObjectSize: objectSize))
            let answer = interactor.answer(to: prompts, on: interactor.analyse(decoded, expecting: prompts))
            if let overlay {
                let whole = decoded.isReduced ? try interactor.image(file) : decoded.image
                try Files.save(encodePNG(whole.overlaid(with: answer, prompts)), as: overlay)
            }
            if let stages { try save(Segmenter(configuration.decisions).stages(of: decoded, prompts), in: stages) }
            try Files.toStandardOutput(json ? answer.summary() : Array(readable(answer).utf8))
        } catch let error as RequestError {
            Files.toStandardError("\(picture): \(error.reason)")
            throw ExitCode(Invoke.dataError)
        } catch let error as Files.Failure {
            Files.toStandardError(error.reason)
            throw ExitCode(error.status)
        }
    }

    /// Writes each picture as a file of its name into a folder, which is made if it is not there.
    private func save(_ pictures: [StagePicture], in folder: String) throws(Files.Failure) {
        try Files.makeFolder(folder)
        for picture in pictures { try Files.save(encodePNG(picture.image), as: "\(folder)/\(picture.name).png") }
    }

    /// The answer for a person to read.
    private func readable(_ answer: Answer) -> String {
        let mask = answer.mask
        let frame = "picture     \(mask.frameWidth) x \(mask.frameHeight)\n"
        if mask.isEmpty { return frame + "nothing found\n" }
        let area = mask.mask.area
        let share = decimal(100 * Double(area) / Double(mask.frameWidth * mask.frameHeight))
        let corners = answer.polygon.points.map { "\(decimal($0.x)),\(decimal($0.y))" }
        return frame + """
            area        \(area) pixels, \(share) % of the picture
            bounds      \(mask.bounds.x),\(mask.bounds.y),\(mask.bounds.maxX),\(mask.bounds.maxY)
            confidence  \(decimal(answer.confidence))
            polygon     \(corners.count) corners: \(corners.joined(separator: " "))

            """
    }

    /// `number` with at most two digits after the point.
    private func decimal(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
