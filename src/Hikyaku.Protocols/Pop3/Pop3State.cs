namespace Hikyaku.Protocols.Pop3;

/// <summary>The states of RFC 1939 §3 in which commands are given; a verb names those in which it is allowed.</summary>
[Flags]
internal enum Pop3State
{
    None = 0,
    Authorization = 1,
    Transaction = 2,
    Any = Authorization | Transaction,
}
