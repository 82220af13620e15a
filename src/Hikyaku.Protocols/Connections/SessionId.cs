using System.Security.Cryptography;

namespace Hikyaku.Protocols.Connections;

/// <summary>Short names that find the lines of one session in the log; unique in a process, and unlikely to repeat after a restart.</summary>
internal sealed class SessionId
{
    // Without I, L, O, U: easy to read aloud.
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 8;

    private long _last = (long)RandomNumberGenerator.GetInt32(int.MaxValue) << 9;

    public string Next() => string.Create(Length, Interlocked.Increment(ref _last), static (text, value) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= 5)
            text[i] = Digits[(int)(value & 31)];
    });
}
