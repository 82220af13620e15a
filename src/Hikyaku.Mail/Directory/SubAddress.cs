namespace Hikyaku.Mail.Directory;

/// <summary>Where a local part may end in a name and go on with a detail.</summary>
internal static class SubAddress
{
    /// <summary>The characters that may separate them.</summary>
    public const string Separators = "+-=_.#~";

    /// <summary>The last place for that which is before another one; 0 or less: there is none.</summary>
    /// <param name="localPart">The local part.</param>
    /// <param name="separators">The characters that separate.</param>
    /// <param name="before">The place found before; the length at first.</param>
    public static int Last(string localPart, ReadOnlySpan<char> separators, int before)
    {
        // No name is longer.
        var length = Math.Min(before, Formats.Addresses.Address.MaxLocalPartLength + 1);
        return length <= 0 ? -1 : localPart.AsSpan(0, length).LastIndexOfAny(separators);
    }
}
