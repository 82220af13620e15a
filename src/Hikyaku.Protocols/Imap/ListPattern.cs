namespace Hikyaku.Protocols.Imap;

/// <summary>A mailbox name with the wildcards of LIST (RFC 9051 §6.3.9): "*" for anything, "%" for anything but the separator.</summary>
internal sealed class ListPattern(string pattern)
{
    private readonly bool[] _reached = new bool[pattern.Length + 1];
    private readonly bool[] _next = new bool[pattern.Length + 1];

    /// <summary>Whether a name matches; INBOX in any case.</summary>
    public bool Matches(string name, char separator)
    {
        var (reached, next) = (_reached, _next);
        Array.Clear(reached);
        reached[0] = true;
        SkipWildcards(reached);
        var isInbox = name == "INBOX";
        foreach (var character in name)
        {
            Array.Clear(next);
            for (var at = 0; at < pattern.Length; at++)
            {
                if (!reached[at])
                {
                    continue;
                }

                var wanted = pattern[at];
                if (wanted == '*' || (wanted == '%' && character != separator))
                {
                    next[at] = true;
                }
                else if (wanted == character || (isInbox && char.ToUpperInvariant(wanted) == character))
                {
                    next[at + 1] = true;
                }
            }

            SkipWildcards(next);
            (reached, next) = (next, reached);
        }

        return reached[pattern.Length];
    }

    private void SkipWildcards(bool[] states)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            states[at + 1] |= states[at] && (pattern[at] is '*' or '%');
        }
    }
}
