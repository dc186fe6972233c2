// The example bodies of the LeadConduit reference, sections 1-4, as they stand there, but for the flow.

enum LeadConduitExamples {
    /// Section 2.3, list.
    static let caps = #"""
        [
          {
            "id": "6980cafbd3e4b5a6978877a1",
            "cap_ids": ["6980cafbd3e4b5a6978877a2", "6980cafbd3e4b5a6978877a3"],
            "caps": [
              {
                "id": "6980cafbd3e4b5a6978877a2",
                "type": "volume",
                "name": "Texas per day",
                "maximum": 60,
                "duration": 1,
                "duration_units": "day",
                "rule_set": {
                  "id": "9f3a1c",
                  "op": "and",
                  "rules": [
                    { "id": "b27d40", "lhv": "lead.state", "op": "is equal to", "rhv": "TX" }
                  ]
                },
                "time_zone": "America/Chicago",
                "created_at": "2026-02-02T16:04:11Z"
              },
              {
                "id": "6980cafbd3e4b5a6978877a3",
                "type": "volume",
                "name": "New Mexico per day",
                "maximum": 25,
                "duration": 1,
                "duration_units": "day",
                "rule_set": {
                  "id": "9f3a1d",
                  "op": "and",
                  "rules": [
                    { "id": "b27d41", "lhv": "lead.state", "op": "is equal to", "rhv": "NM" }
                  ]
                },
                "time_zone": "America/Chicago",
                "created_at": "2026-02-02T16:04:11Z"
              }
            ],
            "count": 812,
            "duration": 1,
            "duration_units": "month",
            "expires_at": "2026-04-01T04:59:59.999Z",
            "failed_count": 0,
            "flow_id": "696f6dcfd3e4b5a697887701",
            "maximum": 2000,
            "name": "Solar monthly total",
            "started_at": "2026-03-01T06:00:00.000Z",
            "time_zone": "America/Chicago",
            "type": "volume",
            "updated_at": "2026-03-10T20:19:44.310Z"
          },
          {
            "id": "6980cafbd3e4b5a6978877a2",
            "cap_ids": [],
            "count": 60,
            "duration": 1,
            "duration_units": "day",
            "expires_at": "2026-03-11T04:59:59.999Z",
            "failed_count": 17,
            "flow_id": "696f6dcfd3e4b5a697887701",
            "maximum": 60,
            "name": "Texas per day",
            "started_at": "2026-03-10T05:00:00.000Z",
            "time_zone": "America/Chicago",
            "type": "volume",
            "updated_at": "2026-03-10T20:18:02.951Z"
          },
          {
            "id": "698c4c18d3e4b5a6978877b1",
            "cap_ids": [],
            "count": 34,
            "duration": 1,
            "duration_units": "hour",
            "expires_at": "2026-03-10T20:59:59.999Z",
            "failed_count": 0,
            "flow_id": "696f6dcfd3e4b5a697887701",
            "maximum": 40,
            "name": "WebForm A hourly",
            "source_id": "6909cea04b5a69788796a5b4",
            "started_at": "2026-03-10T20:00:00.000Z",
            "time_zone": "America/Chicago",
            "type": "volume",
            "updated_at": "2026-03-10T20:19:44.310Z"
          },
          {
            "id": "696f6e40d3e4b5a6978877c1",
            "cap_ids": [],
            "count": 118,
            "duration": 1,
            "duration_units": "week",
            "expires_at": "2026-03-16T04:59:59.999Z",
            "failed_count": 0,
            "flow_id": "696f6dcfd3e4b5a697887701",
            "maximum": 500,
            "name": "CRM delivery weekly",
            "started_at": "2026-03-09T05:00:00.000Z",
            "step_id": "k7Qm2x",
            "time_zone": "America/Chicago",
            "type": "volume",
            "updated_at": "2026-03-10T20:12:30.004Z"
          }
        ]
        """#

    /// Section 2.3, one.
    static let cap = #"""
        {
          "id": "698c4c18d3e4b5a6978877b1",
          "cap_ids": [],
          "count": 34,
          "duration": 1,
          "duration_units": "hour",
          "expires_at": "2026-03-10T20:59:59.999Z",
          "failed_count": 0,
          "flow_id": "696f6dcfd3e4b5a697887701",
          "maximum": 40,
          "name": "WebForm A hourly",
          "source_id": "6909cea04b5a69788796a5b4",
          "started_at": "2026-03-10T20:00:00.000Z",
          "time_zone": "America/Chicago",
          "type": "volume",
          "updated_at": "2026-03-10T20:19:44.310Z"
        }
        """#

    /// Section 2.5.
    static let pingLimits = #"""
        [
          {
            "id": "6402715c40926f93753580d9",
            "name": "New vendor pings",
            "maximum": 5000,
            "duration": 1,
            "duration_units": "day",
            "time_zone": "America/Chicago",
            "flow_id": "696f6dcfd3e4b5a697887701",
            "source_id": "6909cea04b5a69788796a5b4",
            "failed_count": 12,
            "started_at": "2026-03-10T05:00:00.000Z",
            "expires_at": "2026-03-11T04:59:59.999Z"
          }
        ]
        """#

    /// Section 3.5.
    static let deploy = #"""
        { "message": "Flow deployed" }
        """#

    /// Section 3.6.
    static let changelogs = #"""
        [
          {
            "id": "69a9c9f0d3e4b5a697887d01",
            "type": "flow",
            "action": "update",
            "changes": [
              {
                "action": "changed",
                "target": "caps",
                "delta_path": "caps.0.maximum",
                "previous": { "value": "1500" },
                "current": { "value": "2000" }
              }
            ],
            "current_revision": { "id": "696f6dcfd3e4b5a697887701", "name": "Solar Leads" },
            "delta_from_last_revision": { "caps": { "0": { "maximum": [1500, 2000] } } },
            "created_at": "2026-03-05T18:22:40Z",
            "user": {
              "id": "63f0aa11bb22cc33dd44ee57",
              "first_name": "Dana",
              "last_name": "Reyes",
              "email": "dana@example.com"
            }
          }
        ]
        """#

    /// Section 4.2.
    static let entities = #"""
        [
          {
            "id": "6909cea04b5a69788796a5b4",
            "name": "WebForm A",
            "source": "form",
            "recipient": null,
            "module_ids": ["leadconduit-default.inbound"],
            "standard": false,
            "account": false,
            "deprecated": false,
            "flow_ids": ["696f6dcfd3e4b5a697887701"],
            "logo_url": null,
            "created_at": "2025-11-04T10:00:00Z",
            "updated_at": "2026-01-09T08:12:45Z"
          }
        ]
        """#

    /// Section 4.3.
    static let account = #"""
        {
          "id": "63f0aa11bb22cc33dd44ee55",
          "sso_id": "63f0aa11bb22cc33dd44ee56",
          "name": "Acme, Inc.",
          "time_zone": "America/Chicago",
          "type": "professional",
          "data_retention_in_days": 90,
          "lead_ping_enabled": false,
          "product_id": "lcx",
          "state": "active"
        }
        """#

    /// Section 4.3.
    static let user = #"""
        {
          "id": "63f0aa11bb22cc33dd44ee57",
          "first_name": "Dana",
          "last_name": "Reyes",
          "email": "dana@example.com",
          "superuser": false,
          "user_admin": true,
          "accounts": [ { "id": "63f0aa11bb22cc33dd44ee55", "name": "Acme, Inc.", "time_zone": "America/Chicago" } ]
        }
        """#

    /// Section 4.3.
    static let status = #"""
        { "version": "13.5.0" }
        """#

    /// Section 1.2.
    static let notAuthenticated = #"""
        {"error":"authentication failed"}
        """#

    /// Section 1.2.
    static let tooManyRequests = #"""
        {"status":429,"message":"Too Many Requests","retry_after":139335}
        """#

    /// Section 7, rule 8.
    static let invalidFlow = #"""
        {"error":"invalid flow","errors":{"caps.0.duration":"must be at least 1"}}
        """#
}
