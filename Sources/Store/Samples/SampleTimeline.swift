// What is on disk of one network's samples: chunks and the log of refreshes, and which of them speaks for which block while
// a chunk is being built. Knows no meter's name.
import Foundation
import GRDB

/// The chunks and refreshes of one network, as one transaction sees them.
struct SampleTimeline {
    struct Chunk {
        var id: Int64
        var level: SampleLevel
        /// Blocks below are in this chunk, and no longer in what it is built from; nil for a chunk that is complete.
        var builtBlocks: Int?
        /// The chunk that is being built from this one.
        var into: Int64?
        var firstAt: Int64
        var lastAt: Int64
        /// The newest refresh in it.
        var lastRefresh: Int64
    }

    struct Refresh {
        var id: Int64
        var at: Int64
    }

    let db: Database
    let network: Int64
    /// In the order of time. Those that are being dropped are not among them.
    let chunks: [Chunk]
    /// In the order of time.
    let log: [Refresh]

    init(network: Int64, in db: Database) throws {
        self.db = db
        self.network = network
        let sql = """
            SELECT id, level, state, built_blocks, into_chunk, first_at, last_at, last_refresh FROM sample_chunk
            WHERE network_id = ? AND state != 'dropping' ORDER BY first_at, id
            """
        chunks = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [network]).compactMap { row in
            guard let level = SampleLevel(rawValue: row[1]) else { return nil }
            let isBuilding: Bool = row[2] == "building"
            return Chunk(
                id: row[0], level: level, builtBlocks: isBuilding ? row[3] : nil, into: row[4], firstAt: row[5],
                lastAt: row[6], lastRefresh: row[7])
        }
        let refreshes = try db.cachedStatement(
            sql: "SELECT id, at FROM sample_refresh WHERE network_id = ? ORDER BY at, id")
        log = try Row.fetchAll(refreshes, arguments: [network]).map { Refresh(id: $0[0], at: $0[1]) }
    }

    /// When the network was sampled last; nil when it never was. By arrival: after a clock that ran ahead, what it has left
    /// lies in the future and is not the newest.
    var newestAt: Int64? {
        log.max { $0.id < $1.id }?.at ?? newestChunk?.lastAt
    }

    /// The chunk with the last refresh that is not in the log any more.
    var newestChunk: Chunk? { chunks.max { ($0.lastRefresh, $0.id) < ($1.lastRefresh, $1.id) } }

    var building: Chunk? { chunks.first { $0.builtBlocks != nil } }

    /// The chunks that speak for a block, in the order of time.
    func chunks(block: Int) -> [Chunk] {
        guard let building, let built = building.builtBlocks else { return chunks }
        return chunks.filter { $0.id == building.id ? block < built : $0.into != building.id || block >= built }
    }

    /// The refreshes that the log speaks for in a block.
    func log(block: Int) -> [Refresh] {
        guard let building, let built = building.builtBlocks, building.level == .raw, block < built else { return log }
        return log.filter { !SampleTimeline.belongs($0, to: building) }
    }

    /// Whether a raw chunk is built from that refresh, among others.
    static func belongs(_ refresh: Refresh, to chunk: Chunk) -> Bool {
        refresh.id <= chunk.lastRefresh
            && SampleSpan(holding: chunk.firstAt, length: chunk.level.span).contains(refresh.at)
    }

    /// What a chunk is being built from.
    func sources(of chunk: Chunk) -> [Chunk] {
        chunks.filter { $0.into == chunk.id }
    }

    /// The chunk of any level whose last values the log goes on from, for a block.
    func base(block: Int) -> Chunk? {
        chunks(block: block).max { ($0.lastRefresh, $0.id) < ($1.lastRefresh, $1.id) }
    }

    func instants(of chunk: Chunk) throws -> InstantList {
        let sql = "SELECT instants FROM sample_chunk WHERE id = ?"
        guard let bytes = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [chunk.id]) else {
            return InstantList()
        }
        return InstantList(packed: [UInt8](bytes)) ?? InstantList()
    }

    /// One block of a chunk. What another hand made unreadable counts as not there.
    func block(_ block: Int, of chunk: Chunk) throws -> SeriesBlock? {
        try packed(block, of: chunk).flatMap { SeriesBlock(packed: $0) }
    }

    /// The same, to be read slot by slot, as far as it can be read.
    func cursor(_ block: Int, of chunk: Chunk) throws -> SeriesCursor {
        SeriesCursor(try packed(block, of: chunk) ?? [])
    }

    private func packed(_ block: Int, of chunk: Chunk) throws -> [UInt8]? {
        let statement = try db.cachedStatement(sql: "SELECT series FROM sample_block WHERE id = ?")
        let id = SampleKeys.block(chunk: chunk.id, block: block)
        return try Data.fetchOne(statement, arguments: [id]).map { [UInt8]($0) }
    }
}
