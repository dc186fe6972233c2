// The small answers of LeadConduit (reference, 1.2, 3.5, 3.6, 4.2, 4.3), its errors and its requests.

import Testing

@testable import Models

@Suite("LeadConduit account, names, errors and requests")
struct LeadConduitAnswerTests {
    @Test("the account example is read field by field and written back as it stands")
    func account() throws {
        let account = try LeadConduit.Account.read(LeadConduitExamples.account.bytes)
        #expect(account.id == "63f0aa11bb22cc33dd44ee55" && account.ssoID == "63f0aa11bb22cc33dd44ee56")
        #expect(account.name == "Acme, Inc." && account.timeZone == "America/Chicago" && account.type == "professional")
        #expect(account.dataRetentionInDays == 90 && account.leadPingEnabled == false)
        #expect(account.productID == "lcx" && account.state == "active")
        #expect(try account.json() == JSONValue.parse(LeadConduitExamples.account.bytes))
    }

    @Test("the user example is read field by field and written back as it stands")
    func user() throws {
        let user = try LeadConduit.User.read(LeadConduitExamples.user.bytes)
        #expect(user.id == "63f0aa11bb22cc33dd44ee57" && user.firstName == "Dana" && user.lastName == "Reyes")
        #expect(user.email == "dana@example.com" && user.superuser == false && user.userAdmin == true)
        #expect(user.accounts?.map(\.id) == ["63f0aa11bb22cc33dd44ee55"])
        #expect(user.accounts?.first?.name == "Acme, Inc." && user.accounts?.first?.timeZone == "America/Chicago")
        #expect(try user.json() == JSONValue.parse(LeadConduitExamples.user.bytes))
    }

    @Test("keys that answers carry are dropped while reading")
    func keysDropped() throws {
        let account = try LeadConduit.Account.read(#"{"id":"a","api_key":"secret"}"#.bytes)
        let user = try LeadConduit.User.read(#"{"id":"u","api_key":"secret"}"#.bytes)
        let log = try LeadConduit.ChangelogEntry.readList(#"[{"id":"l","user":{"id":"u","api_key":"secret"}}]"#.bytes)
        for written in [account.json(), user.json(), log.json()] { #expect(!written.compact.contains("secret")) }
    }

    @Test("the entity example is read field by field and written back as it stands")
    func entities() throws {
        let listing = try LeadConduit.Entity.readList(LeadConduitExamples.entities.bytes)
        let entity = try #require(listing.items.first)
        #expect(entity.id == "6909cea04b5a69788796a5b4" && entity.name == "WebForm A")
        #expect(entity.source == "form" && entity.recipient == nil)
        #expect(entity.moduleIDs == ["leadconduit-default.inbound"] && entity.flowIDs == ["696f6dcfd3e4b5a697887701"])
        #expect(entity.standard == false && entity.account == false && entity.deprecated == false)
        #expect(entity.logoURL == nil)
        #expect(entity.createdAt == Timestamp(rfc3339: "2025-11-04T10:00:00Z"))
        #expect(entity.updatedAt == Timestamp(rfc3339: "2026-01-09T08:12:45Z"))
        #expect(try listing.json() == JSONValue.parse(LeadConduitExamples.entities.bytes))
    }

    @Test("the entity members that the example lacks are read and written")
    func otherEntityMembers() throws {
        let text =
            #"{"id":"e","name":"n","description":"d","source":null,"recipient":"crm","module_ids":[],"standard":true,"#
            + #""account":true,"connected":"both","connected_account_id":"a","invitation_expires_at":"2026-01-09T08:12:45Z","#
            + #""expired":true,"pending":true,"deprecated":true,"see":"s","field_suffix":"abc","invitation_id":"i","#
            + #""flow_ids":[],"logo_url":"l","website":"w","time_zone":"America/Los Angeles","#
            + #""trustedform_certified_vendor":true}"#
        let entity = try LeadConduit.Entity.read(text.bytes)
        #expect(entity.description == "d" && entity.recipient == "crm" && entity.connected == "both")
        #expect(entity.connectedAccountID == "a" && entity.see == "s" && entity.fieldSuffix == "abc")
        #expect(entity.invitationID == "i" && entity.logoURL == "l" && entity.website == "w")
        #expect(entity.timeZone == "America/Los Angeles" && entity.trustedformCertifiedVendor == true)
        #expect(entity.json().compact == text)
    }

    @Test("the change log example is read field by field and written back as it stands")
    func changelogs() throws {
        let listing = try LeadConduit.ChangelogEntry.readList(LeadConduitExamples.changelogs.bytes)
        let entry = try #require(listing.items.first)
        #expect(entry.id == "69a9c9f0d3e4b5a697887d01" && entry.type == "flow" && entry.action == "update")
        let change = try #require(entry.changes.first)
        #expect(change.action == "changed" && change.target == "caps" && change.deltaPath == "caps.0.maximum")
        #expect(change.previous?.value == .string("1500") && change.current?.value == .string("2000"))
        #expect(change.previous?.index == nil)
        #expect(entry.currentRevision?["name"] == .string("Solar Leads"))
        #expect(entry.currentRevision?["id"] == .string("696f6dcfd3e4b5a697887701"))
        #expect(entry.delta?["caps"]?["0"]?["maximum"] == .array([.int(1500), .int(2000)]))
        #expect(entry.createdAt == Timestamp(rfc3339: "2026-03-05T18:22:40Z"))
        #expect(entry.user?.id == "63f0aa11bb22cc33dd44ee57" && entry.user?.firstName == "Dana")
        #expect(entry.user?.lastName == "Reyes" && entry.user?.email == "dana@example.com")
        #expect(try listing.json() == JSONValue.parse(LeadConduitExamples.changelogs.bytes))
    }

    @Test("status, deploy and too-many-requests examples are read and written back as they stand")
    func short() throws {
        let status = try LeadConduit.ServerStatus.read(LeadConduitExamples.status.bytes)
        #expect(status.version == "13.5.0")
        #expect(try status.json() == JSONValue.parse(LeadConduitExamples.status.bytes))
        let deploy = try LeadConduit.DeployAnswer.read(LeadConduitExamples.deploy.bytes)
        #expect(deploy.message == "Flow deployed")
        #expect(try deploy.json() == JSONValue.parse(LeadConduitExamples.deploy.bytes))
        let refusal = try LeadConduit.TooManyRequests.read(LeadConduitExamples.tooManyRequests.bytes)
        #expect(refusal.status == 429 && refusal.message == "Too Many Requests")
        #expect(refusal.retryAfter == Quantity(139_335))
        #expect(try refusal.json() == JSONValue.parse(LeadConduitExamples.tooManyRequests.bytes))
    }

    @Test(
        "the error text is that of error or message, with what errors lists behind it",
        arguments: [
            (LeadConduitExamples.notAuthenticated, "authentication failed"),
            (LeadConduitExamples.tooManyRequests, "Too Many Requests"),
            (LeadConduitExamples.invalidFlow, "invalid flow: caps.0.duration must be at least 1"),
            (#"{"message":"m","error":"e"}"#, "e"),
            (#"{"errors":{"caps.0.duration":"must be at least 1"}}"#, "caps.0.duration must be at least 1"),
            (#"{"errors":{"a":"b","c":{}},"error":7}"#, "a b; c"), ("{}", nil), ("<html>", nil), ("", nil),
            (#"{"errors":[]}"#, nil), (#"{"errors":{"":[]}}"#, nil),
        ] as [(String, String?)])
    func errors(body: String, expected: String?) {
        #expect(LeadConduit.errorMessage(in: body.bytes) == expected)
    }

    @Test("the error writer gives the documented body")
    func errorJSON() {
        #expect(LeadConduit.errorJSON("authentication failed").compact == LeadConduitExamples.notAuthenticated)
    }

    @Test("requests, word for word; ids from outside stay one path segment")
    func requests() {
        func line(_ request: APIRequest) -> String {
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            #expect(request.method == .get && request.body == nil)
            return query.isEmpty ? request.path : "\(request.path)?\(query)"
        }
        let requests = LeadConduit.Requests.self
        #expect(line(requests.caps()) == "/caps")
        #expect(line(requests.caps(flowID: "696f")) == "/caps?flow_id=696f")
        #expect(line(requests.cap(id: "698c4c18d3e4b5a6978877b1")) == "/caps/698c4c18d3e4b5a6978877b1")
        #expect(line(requests.cap(id: "../flows?x=ü")) == "/caps/%2E%2E%2Fflows%3Fx%3D%C3%BC")
        #expect(line(requests.cap(id: "a\nb")) == "/caps/a%0Ab")
        #expect(line(requests.pingLimits()) == "/ping_limits")
        #expect(line(requests.pingLimits(flowID: "696f")) == "/ping_limits?flow_id=696f")
        #expect(line(requests.flows()) == "/flows")
        #expect(line(requests.flow(id: "a-b_c~d")) == "/flows/a-b_c~d")
        #expect(line(requests.entity(id: "6909")) == "/entities/6909")
        #expect(line(requests.account()) == "/account")
    }
}
