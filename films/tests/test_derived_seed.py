import pytest

from films.seed import seed_ballerina


@pytest.mark.django_db
def test_x(client):
    seed_ballerina()
    import re

    for a in (
        "/films/ballerina-2023/",
        "/people/jeon-jong-seo/",
        "/people/lee-chung-hyun/",
        "/people/park-yu-rim/",
        "/people/kim-ji-hoon/",
        "/people/netflix/",
        "/characters/tokyo-money-heist-korea/",
        "/films/money-heist-korea-joint-economic-area-2022/",
        "/films/the-call-2020/",
        "/films/dxyz-2017/",
    ):
        h = client.get(a).content.decode()
        print("#####", a)
        for sec in re.findall(r'<section class="panel".*?</section>', h, re.S):
            print(" ".join(re.sub("<[^>]+>", " ", sec).split()))
        i = h.find('<svg class="graph"')
        if i > 0:
            print(h[i : h.find("</section>", i)])
