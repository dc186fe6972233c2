// Any bytes as every answer of Everflow's: read, or refused with an error.
import Models

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? Everflow.CustomCap.readPage(bytes)
    _ = try? Everflow.CustomCap.read(bytes)
    _ = try? Everflow.Offer.readPage(bytes)
    _ = try? Everflow.Offer.read(bytes)
    _ = try? Everflow.OfferRow.readPage(bytes)
    _ = try? Everflow.OfferGroup.readPage(bytes)
    _ = try? Everflow.OfferGroup.read(bytes)
    _ = try? Everflow.Affiliate.readPage(bytes)
    _ = try? Everflow.Affiliate.read(bytes)
    _ = try? Everflow.AffiliateRow.readPage(bytes)
    _ = try? Everflow.AffiliateTier.readPage(bytes)
    _ = try? Everflow.AffiliateTier.read(bytes)
    _ = try? Everflow.CustomPayoutRevenue.readPage(bytes)
    _ = try? Everflow.CustomPayoutRevenue.read(bytes)
    _ = try? Everflow.TieredCommission.readPage(bytes)
    _ = try? Everflow.TieredCommission.read(bytes)
    _ = try? Everflow.NetworkInfo.read(bytes)
    _ = try? Everflow.Timezone.readList(bytes)
    _ = try? Everflow.CustomCapDraft.read(bytes)
    _ = try? Everflow.BulkEdit.read(bytes)
    _ = try? Everflow.EditPreview.read(bytes)
    _ = try? Everflow.EditResult.read(bytes)
    if let message = Everflow.errorMessage(in: bytes) { precondition(!message.isEmpty, "it says nothing") }
    if let report = try? Everflow.Report.read(bytes) { _ = UsageTable(report, asOf: Timestamp(seconds: 0)) }
    return 0
}
