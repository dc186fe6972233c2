// Owns the least squares line through samples over time. Pure.

public enum Slope {
    /// How much a figure grows an hour; 0 for fewer than two samples.
    public static func perHour(_ samples: [ProcessSample], _ figure: (ProcessSample) -> Double) -> Double {
        guard samples.count > 1 else { return 0 }
        let count = Double(samples.count)
        let times = samples.map { $0.at / 3600 }
        let figures = samples.map(figure)
        let (meanTime, meanFigure) = (times.reduce(0, +) / count, figures.reduce(0, +) / count)
        let spread = times.reduce(0) { $0 + ($1 - meanTime) * ($1 - meanTime) }
        guard spread > 0 else { return 0 }
        let common = zip(times, figures).reduce(0) { $0 + ($1.0 - meanTime) * ($1.1 - meanFigure) }
        return common / spread
    }
}
