using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Trace;

/// <summary>What an administrator chooses about the trace.</summary>
public static class TraceSettings
{
    /// <summary>For how many days it is known what became of a message; 0: nothing is kept.</summary>
    public static readonly Setting<int> KeepDays = new("trace.keepDays", 14, SettingTypes.Number(0, 3650));
}
