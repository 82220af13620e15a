namespace Hikyaku.Hosting.Doctor;

/// <summary>What one look at the host found.</summary>
/// <param name="Area">data, people, ports, certificate, clock or dns.</param>
/// <param name="State">How it is.</param>
/// <param name="Text">What was seen and, unless it is well, what to do.</param>
internal sealed record Finding(string Area, FindingState State, string Text)
{
    public static Finding Ok(string area, string key, params ReadOnlySpan<object?> values) => new(area, FindingState.Ok, HostingTexts.Get(key, values));

    public static Finding Warn(string area, string key, params ReadOnlySpan<object?> values) => new(area, FindingState.Warn, HostingTexts.Get(key, values));

    public static Finding Fail(string area, string key, params ReadOnlySpan<object?> values) => new(area, FindingState.Fail, HostingTexts.Get(key, values));
}
