// Under which names samples are on file. A profile that is pointed at another environment is another network: the same ids
// are other caps there. Production has its plain names.
import Models

extension Network {
    private var mark: String { environment == .production ? "" : "\(environment.rawValue):" }

    var nameOnFile: String { mark + name }

    func nameOnFile(of meter: MeterID) -> String { mark + meter.text }
}
