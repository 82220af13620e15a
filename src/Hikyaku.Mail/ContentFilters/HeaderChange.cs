namespace Hikyaku.Mail.ContentFilters;

/// <summary>One change of a header. Names are compared without case (RFC 5322 §1.2.2); values are unfolded or folded with LF.</summary>
/// <param name="Name">The name of the field.</param>
public abstract record HeaderChange(string Name)
{
    /// <summary>A field at the end of the header.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Append(string Name, string Value) : HeaderChange(Name);

    /// <summary>A field in front of others.</summary>
    /// <param name="Index">The fields in front of it, those of this server not counted.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Insert(int Index, string Name, string Value) : HeaderChange(Name);

    /// <summary>Another value for a field, or the field at the end when it is missing.</summary>
    /// <param name="Occurrence">The how manieth of its name, from 1.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Replace(int Occurrence, string Name, string Value) : HeaderChange(Name);

    /// <summary>A field goes.</summary>
    /// <param name="Occurrence">The how manieth of its name, from 1; 0: all of them.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Remove(int Occurrence, string Name) : HeaderChange(Name);
}
