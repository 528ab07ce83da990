/** Lists in pages: opaque tokens over keyset values. */
package io.mypay.kit.page;
