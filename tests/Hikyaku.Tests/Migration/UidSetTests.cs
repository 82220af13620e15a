using CsCheck;
using Hikyaku.Formats.Maildir;

namespace Hikyaku.Tests.Migration;

public sealed class UidSetTests
{
    [Fact]
    public void A_set_has_what_was_added_and_says_what_was_there() =>
        Gen.Select(Gen.UInt[1, 3000].Array[0, 5000], Gen.UInt.Array[0, 50]).Sample((close, far) =>
        {
            var (set, model) = (new UidSet(), new HashSet<uint>());
            foreach (var uid in close.Concat(far))
            {
                Assert.Equal(model.Add(uid), set.Add(uid));
            }

            Assert.All(close.Concat(far).Concat([0u, 3001u, uint.MaxValue]), uid => Assert.Equal(model.Contains(uid), set.Contains(uid)));
        }, iter: 50);
}
