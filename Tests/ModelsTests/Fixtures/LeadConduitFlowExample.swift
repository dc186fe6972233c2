// The flow of the LeadConduit reference, section 3.4, as it stands there.

enum LeadConduitFlowExample {
    /// `GET /flows/{id}`.
    static let flow = #"""
        {
          "id": "696f6dcfd3e4b5a697887701",
          "name": "Solar Leads",
          "enabled": true,
          "fields": ["first_name", "last_name", "email", "phone_1", "state", "postal_code"],
          "caps": [
            {
              "id": "6980cafbd3e4b5a6978877a1",
              "type": "volume",
              "name": "Solar monthly total",
              "maximum": 2000,
              "duration": 1,
              "duration_units": "month",
              "time_zone": "America/Chicago",
              "reason": "Monthly cap reached",
              "created_at": "2026-02-02T16:04:11Z",
              "caps": [
                {
                  "id": "6980cafbd3e4b5a6978877a2",
                  "type": "volume",
                  "name": "Texas per day",
                  "maximum": 60,
                  "duration": 1,
                  "duration_units": "day",
                  "time_zone": "America/Chicago",
                  "rule_set": {
                    "id": "9f3a1c",
                    "op": "and",
                    "rules": [
                      { "id": "b27d40", "lhv": "lead.state", "op": "is equal to", "rhv": "TX" }
                    ]
                  },
                  "created_at": "2026-02-02T16:04:11Z"
                },
                {
                  "id": "6980cafbd3e4b5a6978877a3",
                  "type": "volume",
                  "name": "New Mexico per day",
                  "maximum": 25,
                  "duration": 1,
                  "duration_units": "day",
                  "time_zone": "America/Chicago",
                  "rule_set": {
                    "id": "9f3a1d",
                    "op": "and",
                    "rules": [
                      { "id": "b27d41", "lhv": "lead.state", "op": "is equal to", "rhv": "NM" }
                    ]
                  },
                  "created_at": "2026-02-02T16:04:11Z"
                }
              ]
            }
          ],
          "acceptance_criteria": {
            "outcome": "failure",
            "reason": "Missing email",
            "rule_set": {
              "id": "4c01ee",
              "op": "and",
              "rules": [
                { "id": "4c01ef", "lhv": "lead.email", "op": "is not blank" }
              ]
            }
          },
          "sources": [
            {
              "id": "a1B2c3",
              "enabled": true,
              "authentication_required": false,
              "integration": { "module_id": "leadconduit-default.inbound", "mappings": [] },
              "entity": {
                "id": "6909cea04b5a69788796a5b4",
                "name": "WebForm A",
                "time_zone": "America/Chicago"
              },
              "caps": [
                {
                  "id": "698c4c18d3e4b5a6978877b1",
                  "type": "volume",
                  "name": "WebForm A hourly",
                  "maximum": 40,
                  "duration": 1,
                  "duration_units": "hour",
                  "time_zone": "America/Chicago",
                  "created_at": "2026-02-11T09:30:00Z"
                }
              ]
            },
            {
              "id": "d4E5f6",
              "enabled": true,
              "integration": { "module_id": "leadconduit-default.inbound", "mappings": [] },
              "entity": {
                "id": "6909cea04b5a69788796a5b5",
                "name": "Acme Media",
                "time_zone": "America/New_York"
              },
              "caps": null
            }
          ],
          "steps": [
            {
              "id": "p0Zt9w",
              "type": "filter",
              "description": "Stop duplicates",
              "outcome": "failure",
              "reason": "Duplicate lead",
              "rule_set": {
                "id": "77aa01",
                "op": "or",
                "rules": [
                  { "id": "77aa02", "lhv": "suppressionlist.is_duplicate", "op": "is true" }
                ]
              },
              "enabled": true
            },
            {
              "id": "k7Qm2x",
              "type": "recipient",
              "description": "CRM delivery",
              "entity": {
                "id": "6909cea04b5a69788796c0de",
                "name": "Example CRM",
                "time_zone": "America/Chicago"
              },
              "integration": { "module_id": "leadconduit-custom.outbound.json", "mappings": [] },
              "caps": [
                {
                  "id": "696f6e40d3e4b5a6978877c1",
                  "type": "volume",
                  "name": "CRM delivery weekly",
                  "maximum": 500,
                  "duration": 1,
                  "duration_units": "week",
                  "time_zone": "America/Chicago",
                  "created_at": "2026-01-20T12:00:00Z"
                }
              ],
              "enabled": true,
              "retry_enabled": false
            }
          ],
          "ping_enabled": false,
          "created_at": "2026-01-20T11:58:07.120Z",
          "updated_at": "2026-03-05T18:22:40.006Z"
        }
        """#
}
