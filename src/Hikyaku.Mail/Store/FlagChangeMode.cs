namespace Hikyaku.Mail.Store;

/// <summary>How flags are changed (RFC 9051 §6.4.6).</summary>
public enum FlagChangeMode
{
    /// <summary>+FLAGS.</summary>
    Add,

    /// <summary>-FLAGS.</summary>
    Remove,

    /// <summary>FLAGS.</summary>
    Replace,
}
