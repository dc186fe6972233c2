// A request as people check it before they agree: method and whole address. Never headers, which hold the key.

import Models

extension NetworkAccount {
    /// `PATCH https://api.eflow.team/v1/networks/custom/caps`.
    public func text(of request: APIRequest) -> String {
        let address = (try? address(of: request))?.text ?? request.path
        return "\(request.method.rawValue) \(address)"
    }
}
