// Writes an export to its file, whole or not at all, and says in a sentence what came of it.

enum ExportFile {
    static func write(_ export: RowsExport) -> String {
        let path = ConfigurationFile.expandingHome(export.path)
        let (text, count) = export.made()
        do {
            if export.replaces {
                try AtomicFile.replace(path, text, mode: 0o666)
            } else {
                try AtomicFile.create(path, text, mode: 0o666)
            }
            return "exported \(Figures.counted(count, "row", "rows")) to \(export.path)"
        } catch  where error.isTaken {
            return "\(export.path) is there already; :export! \(export.path) replaces it"
        } catch {
            return "not exported: \(error.message)"
        }
    }
}
