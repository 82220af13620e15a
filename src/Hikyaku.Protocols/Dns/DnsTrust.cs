namespace Hikyaku.Protocols.Dns;

/// <summary>Which resolvers are trusted to have validated what they say is authentic.</summary>
internal enum DnsTrust
{
    /// <summary>Those of this machine.</summary>
    Local,

    /// <summary>All: the administrator knows that nobody changes anything on the way.</summary>
    Always,

    /// <summary>None.</summary>
    Never,
}
