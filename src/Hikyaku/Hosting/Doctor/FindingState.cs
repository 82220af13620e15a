namespace Hikyaku.Hosting.Doctor;

/// <summary>How good or bad a finding is.</summary>
internal enum FindingState
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>It works, but should be better.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Fail,
}
